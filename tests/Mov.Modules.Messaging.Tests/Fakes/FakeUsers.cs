using Mov.Modules.Auth.Contracts;

namespace Mov.Modules.Messaging.Tests.Fakes;

/// <summary>Accounts as a test sets them up.</summary>
internal sealed class FakeUsers : IUserDirectory
{
    private readonly Dictionary<int, UserProfile> _accounts = [];

    /// <summary>How often accounts were looked up by their ids.</summary>
    public int LookUps { get; private set; }

    public void Add(int id, string firstName, UserRole role = UserRole.Participant, bool active = true) =>
        _accounts[id] = new UserProfile(id, $"{id}@mov.example", role, firstName, null, active, false, DateTime.UnixEpoch);

    public Task<UserProfile?> FindAsync(int userId, CancellationToken cancellationToken) => Task.FromResult(_accounts.GetValueOrDefault(userId));

    public Task<IReadOnlyDictionary<int, UserProfile>> FindManyAsync(IReadOnlyCollection<int> userIds, CancellationToken cancellationToken)
    {
        LookUps++;
        return Task.FromResult<IReadOnlyDictionary<int, UserProfile>>(_accounts.Where(entry => userIds.Contains(entry.Key)).ToDictionary());
    }

    public Task<IReadOnlyList<int>> FilterAsync(IReadOnlyCollection<int> userIds, string text, CancellationToken cancellationToken) => throw new NotSupportedException();
}
