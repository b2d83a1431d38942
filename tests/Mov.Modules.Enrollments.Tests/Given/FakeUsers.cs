using System.Collections.Concurrent;
using Mov.Modules.Auth.Contracts;

namespace Mov.Modules.Enrollments.Tests.Given;

/// <summary>Accounts without a database: every id below <see cref="FirstOrganizer"/> is an active participant, every other one an active organizer, unless a test says otherwise.</summary>
internal sealed class FakeUsers : IUserDirectory
{
    public const int FirstOrganizer = 1_000_000_000;

    private readonly ConcurrentDictionary<int, UserProfile?> _known = new();

    public void Forget(int userId) => _known[userId] = null;

    public void Deactivate(int userId) => _known[userId] = Profile(userId) with { IsActive = false };

    public void Name(int userId, string firstName, string lastName) => _known[userId] = Profile(userId) with { FirstName = firstName, LastName = lastName };

    public Task<UserProfile?> FindAsync(int userId, CancellationToken cancellationToken) => Task.FromResult(Find(userId));

    public Task<IReadOnlyDictionary<int, UserProfile>> FindManyAsync(IReadOnlyCollection<int> userIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<int, UserProfile>>(
            userIds.Distinct().Select(Find).OfType<UserProfile>().ToDictionary(user => user.Id));

    public Task<IReadOnlyList<int>> FilterAsync(IReadOnlyCollection<int> userIds, string text, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<int>>([.. userIds.Where(id => Find(id) is { } user
            && (user.DisplayName.Contains(text, StringComparison.OrdinalIgnoreCase) || user.Email.Contains(text, StringComparison.OrdinalIgnoreCase)))]);

    private UserProfile? Find(int userId) => _known.TryGetValue(userId, out var user) ? user : Profile(userId);

    private static UserProfile Profile(int userId) => new(
        userId, $"person{userId}@mov.example", userId < FirstOrganizer ? UserRole.Participant : UserRole.Organizer, "Person", $"No{userId}", IsActive: true, IsAdmin: false, DateTime.UnixEpoch);
}
