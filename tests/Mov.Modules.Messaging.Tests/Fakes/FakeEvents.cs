using Ardalis.Result;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared;

namespace Mov.Modules.Messaging.Tests.Fakes;

/// <summary>Events and who is in them, as a test sets them up.</summary>
internal sealed class FakeEvents : IEventCatalog, IEventAudience
{
    private readonly Dictionary<int, EventDetails> _events = [];
    private readonly Dictionary<int, SortedSet<int>> _enrolled = [];
    private readonly Dictionary<int, SortedSet<int>> _waiting = [];

    /// <summary>How often a page of an audience was read.</summary>
    public int PagesRead { get; private set; }

    /// <summary>The most people that were handed out at once.</summary>
    public int LargestPage { get; private set; }

    /// <summary>How often it was asked who of many has a seat.</summary>
    public int SeatsRead { get; private set; }

    /// <summary>How often events were looked up by their ids.</summary>
    public int LookUps { get; private set; }

    /// <summary>An event whose look-up by id fails.</summary>
    public int? Broken { get; set; }

    public IReadOnlyList<string> Categories => ["meetup"];

    public EventDetails Add(int id, int organizerId, string title, EventStatus status = EventStatus.Published, int[]? enrolled = null, int[]? waiting = null)
    {
        var date = new DateTime(2030, 1, 1, 18, 0, 0, DateTimeKind.Utc);
        _events[id] = new EventDetails(id, organizerId, "Olga Organizer", title, null, date, null, "Europe/Berlin", "Here", 10, 0, "meetup", status, date, date);
        _enrolled[id] = [.. enrolled ?? []];
        _waiting[id] = [.. waiting ?? []];
        return _events[id];
    }

    public void Move(int eventId, DateTime date) => _events[eventId] = _events[eventId] with { Date = date };

    public void Change(int eventId, EventStatus status) => _events[eventId] = _events[eventId] with { Status = status };

    public void Enroll(int eventId, int userId) => _enrolled[eventId].Add(userId);

    public void Remove(int eventId, int userId) => _enrolled[eventId].Remove(userId);

    public Task<Result<EventDetails>> GetAsync(int eventId, int? viewerId, CancellationToken cancellationToken) => Task.FromResult(
        _events.TryGetValue(eventId, out var found) && (found.Status != EventStatus.Planning || found.OrganizerId == viewerId)
            ? Result.Success(found)
            : Result<EventDetails>.NotFound());

    public Task<IReadOnlyDictionary<int, EventDetails>> FindManyAsync(IReadOnlyCollection<int> eventIds, CancellationToken cancellationToken)
    {
        LookUps++;
        if (Broken is { } broken && eventIds.Contains(broken))
        {
            throw new InvalidOperationException("The events are away.");
        }

        return Task.FromResult<IReadOnlyDictionary<int, EventDetails>>(_events.Where(entry => eventIds.Contains(entry.Key)).ToDictionary());
    }

    public Task<IReadOnlyList<int>> ListAsync(int eventId, bool includeWaiting, int afterUserId, int limit, CancellationToken cancellationToken)
    {
        var people = includeWaiting ? _enrolled[eventId].Concat(_waiting[eventId]).Order() : _enrolled[eventId].AsEnumerable();
        int[] page = [.. people.Where(person => person > afterUserId).Take(limit)];
        PagesRead++;
        LargestPage = Math.Max(LargestPage, page.Length);
        return Task.FromResult<IReadOnlyList<int>>(page);
    }

    public Task<bool> IsEnrolledAsync(int eventId, int userId, CancellationToken cancellationToken) => Task.FromResult(_enrolled.TryGetValue(eventId, out var people) && people.Contains(userId));

    public Task<IReadOnlySet<int>> FilterEnrolledAsync(int eventId, IReadOnlyCollection<int> userIds, CancellationToken cancellationToken)
    {
        SeatsRead++;
        return Task.FromResult<IReadOnlySet<int>>(userIds.Where(_enrolled[eventId].Contains).ToHashSet());
    }

    public Task<IReadOnlyList<EventDetails>> ListBeginningAsync(DateTime from, DateTime until, int afterId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<EventDetails>>([.. _events.Values
            .Where(one => one.Status == EventStatus.Published && one.Date > from && one.Date <= until && one.Id > afterId)
            .OrderBy(one => one.Id)
            .Take(limit)]);

    public Task<EventList> SearchAsync(EventSearch search, CancellationToken cancellationToken) => throw new NotSupportedException();

    public EventNumbers? FindNumbers(EventSearch search) => throw new NotSupportedException();

    public Task<EventNumbers> CountAsync(EventSearch search, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Page<EventDetails>> ListOwnAsync(int organizerId, int page, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<EventSeating?> FindSeatingAsync(int eventId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<EventSeating>> ListSeatingsAsync(int afterId, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}
