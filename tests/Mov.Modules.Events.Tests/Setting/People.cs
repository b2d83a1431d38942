using System.Collections.Concurrent;
using Mov.Modules.Auth.Contracts;

namespace Mov.Modules.Events.Tests.Setting;

/// <summary>Stands in for Auth.</summary>
internal sealed class People : IUserDirectory
{
    public const int Olga = 1;
    public const int Otto = 2;
    public const int Paula = 3;
    public const int Gone = 4;

    private readonly ConcurrentDictionary<int, UserProfile> _profiles = new();

    public People()
    {
        Add(Olga, UserRole.Organizer, "Olga", "Organizer");
        Add(Otto, UserRole.Organizer, "Otto", null);
        Add(Paula, UserRole.Participant, "Paula", null);
        Add(Gone, UserRole.Organizer, "Gone", null);
        SetActive(Gone, false);
    }

    /// <summary>How often names were looked up.</summary>
    public int LookUps { get; private set; }

    public void Add(int id, UserRole role, string? firstName, string? lastName) => _profiles[id] =
        new UserProfile(id, $"{id}@mov.example", role, firstName, lastName, IsActive: true, IsAdmin: false, EventsApp.Start.UtcDateTime);

    public void SetActive(int id, bool active) => _profiles[id] = _profiles[id] with { IsActive = active };

    public Task<UserProfile?> FindAsync(int userId, CancellationToken cancellationToken) => Task.FromResult(_profiles.GetValueOrDefault(userId));

    public Task<IReadOnlyDictionary<int, UserProfile>> FindManyAsync(IReadOnlyCollection<int> userIds, CancellationToken cancellationToken)
    {
        LookUps++;
        return Task.FromResult<IReadOnlyDictionary<int, UserProfile>>(
            userIds.Where(_profiles.ContainsKey).Distinct().ToDictionary(id => id, id => _profiles[id]));
    }

    public Task<IReadOnlyList<int>> FilterAsync(IReadOnlyCollection<int> userIds, string text, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Events never search people.");
}
