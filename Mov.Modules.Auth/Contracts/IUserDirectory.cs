namespace Mov.Modules.Auth.Contracts;

/// <summary>Who somebody is. Answers may be a few seconds old on another instance; changes made on this one are seen at once.</summary>
public interface IUserDirectory
{
    /// <summary>The account, active or not; <see langword="null"/> where there is none.</summary>
    Task<UserProfile?> FindAsync(int userId, CancellationToken cancellationToken);

    /// <summary>The accounts of these ids in one look-up; ids without an account are missing from the answer.</summary>
    Task<IReadOnlyDictionary<int, UserProfile>> FindManyAsync(IReadOnlyCollection<int> userIds, CancellationToken cancellationToken);

    /// <summary>The ids, of the given ones, whose name or e-mail contains <paramref name="text"/> whatever the case; for searching an event's participants.</summary>
    Task<IReadOnlyList<int>> FilterAsync(IReadOnlyCollection<int> userIds, string text, CancellationToken cancellationToken);
}
