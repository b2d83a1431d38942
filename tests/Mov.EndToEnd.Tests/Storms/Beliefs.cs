using System.Collections.Concurrent;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using Mov.Testing.Invariants;

namespace Mov.EndToEnd.Tests.Storms;

/// <summary>What the callers of a storm were told, and so may rely on: kept outside the processes that are killed. Where no answer came, both is possible.</summary>
internal sealed class Beliefs
{
    public const string Seat = "ENROLLED";
    public const string Queue = "WAITLISTED";
    public const string Gone = "CANCELED";

    private readonly ConcurrentDictionary<(int EventId, int UserId), HashSet<string?>> _places = new();
    private readonly ConcurrentDictionary<int, HashSet<int>> _capacities = new();
    private readonly ConcurrentDictionary<int, bool> _canceled = new();
    private readonly ConcurrentDictionary<string, bool> _messages = new(StringComparer.Ordinal);
    private int _answers;
    private int _unanswered;

    /// <summary>Answers that came.</summary>
    public int Answers => _answers;

    /// <summary>Questions that were left without one.</summary>
    public int Unanswered => _unanswered;

    /// <summary>The place is one of these.</summary>
    public void Know(int eventId, int userId, params string?[] states) => Set(_places, (eventId, userId), [.. states]);

    /// <summary>The place may have become one of these, too.</summary>
    public void Doubt(int eventId, int userId, params string?[] states) => Add(_places, (eventId, userId), states, first: null);

    /// <summary>The event has this number of seats.</summary>
    public void KnowCapacity(int eventId, int capacity) => Set(_capacities, eventId, [capacity]);

    /// <summary>The event may have got this number of seats.</summary>
    public void DoubtCapacity(int eventId, int capacity) => Add(_capacities, eventId, [capacity], first: capacity);

    /// <summary>The event was canceled.</summary>
    public void KnowCanceled(int eventId)
    {
        Interlocked.Increment(ref _answers);
        _canceled[eventId] = true;
    }

    /// <summary>The message is in its room; or, unsure, may be there.</summary>
    public void KnowMessage(string text, bool sure)
    {
        Interlocked.Increment(ref sure ? ref _answers : ref _unanswered);
        _messages.AddOrUpdate(text, sure, (_, known) => known || sure);
    }

    /// <summary>One sentence per answer that is not true.</summary>
    public async Task<IReadOnlyList<string>> FindLiesAsync(TestHome home, CancellationToken cancellationToken)
    {
        var seats = await SeatFacts.ReadAsync(home.ConnectionStringOf(DatabaseNames.Enrollments), cancellationToken);
        var places = seats.Places.ToDictionary(place => (place.EventId, place.UserId), place => place.Status);
        var events = (await EventFacts.ReadAsync(home.ConnectionStringOf(DatabaseNames.Events), home.ConnectionStringOf(DatabaseNames.Auth), cancellationToken)).ToDictionary(one => one.EventId);
        var messages = (await MessagingFacts.ReadAsync(home, cancellationToken)).Messages.GroupBy(message => message.Text, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return
        [
            .. from place in _places
               let state = places.GetValueOrDefault(place.Key)
               where !place.Value.Contains(state)
               select $"Person {place.Key.UserId} was told {Words(place.Value)} in event {place.Key.EventId}; it is {state ?? "nothing"}.",
            .. from capacity in _capacities
               where !capacity.Value.Contains(events[capacity.Key].Capacity)
               select $"Event {capacity.Key} was said to have {Words(capacity.Value)} seats; it has {events[capacity.Key].Capacity}.",
            .. from canceled in _canceled.Keys where events[canceled].Status != "Canceled" select $"Event {canceled} was said to be canceled; it is {events[canceled].Status}.",
            .. from message in _messages
               let count = messages.GetValueOrDefault(message.Key)
               where count > 1 || (message.Value && count == 0)
               select $"Message '{message.Key}' is in the room {count} times{(message.Value ? " and was acknowledged" : "")}.",
        ];
    }

    private static string Words<T>(IEnumerable<T> values) => string.Join(" or ", values.Select(value => value?.ToString() ?? "nothing"));

    private void Set<TKey, TValue>(ConcurrentDictionary<TKey, HashSet<TValue>> beliefs, TKey key, HashSet<TValue> values)
        where TKey : notnull
    {
        Interlocked.Increment(ref _answers);
        beliefs[key] = values;
    }

    // Only the one caller of a key changes its set.
    private void Add<TKey, TValue>(ConcurrentDictionary<TKey, HashSet<TValue>> beliefs, TKey key, TValue[] values, TValue first)
        where TKey : notnull
    {
        Interlocked.Increment(ref _unanswered);
        beliefs.GetOrAdd(key, _ => [first]).UnionWith(values);
    }
}
