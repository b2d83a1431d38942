using System.Collections.Concurrent;
using Ardalis.Result;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared;

namespace Mov.Modules.Enrollments.Tests.Given;

/// <summary>Events without a database; several instances of the application under test may share one.</summary>
internal sealed class FakeEvents : IEventCatalog, IParticipantCounts
{
    private readonly ConcurrentDictionary<int, EventSeating> _events = new();
    private readonly ConcurrentDictionary<int, (int Count, long Version)> _counts = new();
    private int _asked;
    private int _lastId;

    /// <summary>How often somebody looked an event up for its seats.</summary>
    public int Asked => _asked;

    /// <summary>Set to make every look-up fail.</summary>
    public Exception? Failure { get; set; }

    public IReadOnlyList<string> Categories => ["workshop"];

    public EventSeating Add(int seats, EventStatus status = EventStatus.Published)
    {
        var id = Interlocked.Increment(ref _lastId);
        return _events[id] = new EventSeating(id, FakeUsers.FirstOrganizer + id, $"Event {id}", seats, status == EventStatus.Published, status, 0);
    }

    public void Change(int eventId, Func<EventSeating, EventSeating> change) => _events[eventId] = change(_events[eventId]);

    public void Move(int eventId, EventStatus status) => Change(eventId, seating => seating with { Status = status, IsOpen = status == EventStatus.Published });

    public void Remove(int eventId) => _events.TryRemove(eventId, out _);

    public int CountOf(int eventId) => _counts.GetValueOrDefault(eventId).Count;

    /// <summary>As another client of the events' database may.</summary>
    public void Miscount(int eventId, int count) => _counts[eventId] = (count, _counts.GetValueOrDefault(eventId).Version);

    public Task SetAsync(int eventId, int count, long version, CancellationToken cancellationToken)
    {
        _counts.AddOrUpdate(eventId, (count, version), (_, known) => known.Version >= version ? known : (count, version));
        return Task.CompletedTask;
    }

    public Task<EventSeating?> FindSeatingAsync(int eventId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        return Failure is null ? Task.FromResult(_events.GetValueOrDefault(eventId)) : Task.FromException<EventSeating?>(Failure);
    }

    public Task<IReadOnlyList<EventDetails>> ListBeginningAsync(DateTime from, DateTime until, int afterId, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<EventSeating>> ListSeatingsAsync(int afterId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<EventSeating>>([.. _events.Values
            .Where(seating => seating.EventId > afterId && seating.Status is EventStatus.Planning or EventStatus.Published or EventStatus.Running)
            .Where(seating => seating.EventId > afterId).OrderBy(seating => seating.EventId).Take(limit)
            .Select(seating => seating with { Shown = CountOf(seating.EventId) })]);

    public Task<Result<EventDetails>> GetAsync(int eventId, int? viewerId, CancellationToken cancellationToken) => Task.FromResult(
        _events.TryGetValue(eventId, out var seating) && seating.Status != EventStatus.Planning && (seating.Status != EventStatus.Published || seating.IsOpen)
            ? Result.Success(Details(seating))
            : Result.NotFound());

    public Task<IReadOnlyDictionary<int, EventDetails>> FindManyAsync(IReadOnlyCollection<int> eventIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<int, EventDetails>>(
            eventIds.Where(_events.ContainsKey).ToDictionary(id => id, id => Details(_events[id])));

    public Task<EventList> SearchAsync(EventSearch search, CancellationToken cancellationToken) => throw new NotSupportedException();

    public EventNumbers? FindNumbers(EventSearch search) => throw new NotSupportedException();

    public Task<EventNumbers> CountAsync(EventSearch search, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Page<EventDetails>> ListOwnAsync(int organizerId, int page, CancellationToken cancellationToken) => throw new NotSupportedException();

    private EventDetails Details(EventSeating seating) => new(
        seating.EventId, seating.OrganizerId, "An organizer", seating.Title, null, DateTime.UnixEpoch, null, "UTC", null, seating.Capacity, CountOf(seating.EventId),
        "workshop", seating.Status, DateTime.UnixEpoch, DateTime.UnixEpoch);
}
