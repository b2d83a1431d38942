namespace Mov.Modules.Enrollments.Contracts;

/// <summary>Whom something that happens in an event concerns.</summary>
public interface IEventAudience
{
    /// <summary>The ids of those enrolled (and, if asked for, waiting), ascending, after <paramref name="afterUserId"/>, at most <paramref name="limit"/>: a fan-out reads page after page.</summary>
    Task<IReadOnlyList<int>> ListAsync(int eventId, bool includeWaiting, int afterUserId, int limit, CancellationToken cancellationToken);

    /// <summary>Whether the person has a seat.</summary>
    Task<bool> IsEnrolledAsync(int eventId, int userId, CancellationToken cancellationToken);

    /// <summary>Which of these people have a seat.</summary>
    Task<IReadOnlySet<int>> FilterEnrolledAsync(int eventId, IReadOnlyCollection<int> userIds, CancellationToken cancellationToken);
}
