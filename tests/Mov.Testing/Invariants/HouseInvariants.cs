using Mov.Modules.Shared.Storage;

namespace Mov.Testing.Invariants;

/// <summary>What must hold across the five databases once everything was delivered, whatever happened before: read from the plain databases, so that no cache,
/// memory or code of the application has a say in it.</summary>
public static class HouseInvariants
{
    /// <summary>Waits until everything is delivered, then requires every invariant.</summary>
    public static async Task HoldAsync(TestHome home, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        IReadOnlyList<string> violations = [];
        async Task<bool> NoneAsync(CancellationToken token) => (violations = await FindViolationsAsync(home, token)).Count == 0;
        try
        {
            await Eventually.TrueAsync(NoneAsync, "everything is delivered and every invariant holds", cancellationToken, timeout);
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException($"{violations.Count} violations: {string.Join(' ', violations.Take(20))}", late);
        }
    }

    /// <summary>One sentence per violation.</summary>
    public static async Task<IReadOnlyList<string>> FindViolationsAsync(TestHome home, CancellationToken cancellationToken)
    {
        string Of(string database) => home.ConnectionStringOf(database);
        List<string> found = [];
        foreach (var database in (string[])[DatabaseNames.Auth, DatabaseNames.Events, DatabaseNames.Enrollments])
        {
            var outbox = await OutboxFacts.ReadAsync(Of(database), cancellationToken);
            found.AddRange(Unless(outbox.Waiting == 0, $"{database} has still to tell {outbox.Waiting} things; the first failure was {outbox.LastError}."));
            found.AddRange(Unless(outbox.Parked == 0, $"{database} gave up on {outbox.Parked} things: {outbox.LastError}."));
        }

        var messaging = await MessagingFacts.ReadAsync(home, cancellationToken);
        var events = await EventFacts.ReadAsync(Of(DatabaseNames.Events), Of(DatabaseNames.Auth), cancellationToken);
        var seats = await SeatFacts.ReadAsync(Of(DatabaseNames.Enrollments), cancellationToken);
        found.AddRange(seats.FindViolations());
        found.AddRange(Compare(events, seats));
        found.AddRange(ToldOnce.FindViolations(events, seats, messaging));
        found.AddRange(Rooms.FindViolations(events, messaging));
        return found;
    }

    private static IEnumerable<string> Compare(IReadOnlyList<EventFacts> events, SeatFacts seats)
    {
        var known = events.ToDictionary(one => one.EventId);
        foreach (var row in seats.Events)
        {
            if (!known.TryGetValue(row.EventId, out var one))
            {
                yield return $"Event {row.EventId}: there are seats and no event.";
                continue;
            }

            foreach (var violation in Unless(one.Participants == row.Taken, $"Event {row.EventId}: it shows {one.Participants} participants, {row.Taken} seats are taken.")
                .Concat(Unless(one.Capacity == row.Capacity, $"Event {row.EventId}: it has {one.Capacity} seats, the seat row {row.Capacity}."))
                .Concat(Unless(one.IsOpen == row.IsOpen, $"Event {row.EventId}: it is {(one.IsOpen ? "open" : "closed")}, its seat row the other.")))
            {
                yield return violation;
            }
        }
    }

    internal static IEnumerable<string> Unless(bool holds, string violation) => holds ? [] : [violation];
}
