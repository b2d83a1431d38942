namespace Mov.Testing.Invariants;

/// <summary>Everything that <c>mov_enrollments</c> says of seats, read in one transaction, and what must hold of it after whatever happened.</summary>
public sealed class SeatFacts
{
    private const string Enrolled = "ENROLLED";
    private const string Waitlisted = "WAITLISTED";
    private const int TicketsPerBlock = 1_000;

    private SeatFacts(IReadOnlyList<Seats> events, IReadOnlyList<Place> places, IReadOnlyList<Ticket> tickets, IReadOnlyList<Block> blocks, IReadOnlyList<Change> history)
    {
        Events = events;
        Places = places;
        Tickets = tickets;
        Blocks = blocks;
        History = history;
    }

    /// <summary>The rows of <c>event_seats</c>.</summary>
    public IReadOnlyList<Seats> Events { get; }

    /// <summary>The rows of <c>enrollments</c>.</summary>
    public IReadOnlyList<Place> Places { get; }

    /// <summary>The rows of <c>waitlist</c>, in promotion order.</summary>
    public IReadOnlyList<Ticket> Tickets { get; }

    /// <summary>The rows of <c>waitlist_blocks</c> in which anybody waits.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>The rows of <c>enrollment_history</c>, oldest first.</summary>
    public IReadOnlyList<Change> History { get; }

    public static async Task<SeatFacts> ReadAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = await PlainDatabase.OpenAsync(connectionString, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);
        return new SeatFacts(
            await connection.ReadAsync(
                "SELECT event_id, capacity, taken, waiting, is_open, next_position, organizer_id FROM event_seats ORDER BY event_id",
                row => new Seats(row.Number(0), row.Number(1), row.Number(2), row.Number(3), row.Flag(4), row.Number(5), row.Number(6)), cancellationToken),
            await connection.ReadAsync(
                "SELECT event_id, user_id, status FROM enrollments", row => new Place(row.Number(0), row.Number(1), row.Text(2)), cancellationToken),
            await connection.ReadAsync(
                "SELECT event_id, user_id, position FROM waitlist ORDER BY event_id, position, id",
                row => new Ticket(row.Number(0), row.Number(1), row.Number(2)), cancellationToken),
            await connection.ReadAsync(
                "SELECT event_id, block, waiting FROM waitlist_blocks WHERE waiting <> 0", row => new Block(row.Number(0), row.Number(1), row.Number(2)), cancellationToken),
            await connection.ReadAsync(
                "SELECT event_id, user_id, from_status, to_status, reason, ticket, taken, capacity FROM enrollment_history ORDER BY id",
                row => new Change(row.Number(0), row.Number(1), row.Text(2), row.Text(3)!, row.Text(4)!, row.NumberOrNone(5), row.Number(6), row.Number(7)), cancellationToken));
    }

    /// <summary>Whoever has a seat in an event.</summary>
    public HashSet<int> HoldersOf(int eventId) => PeopleWith(eventId, Enrolled);

    /// <summary>Whoever waits for one.</summary>
    public HashSet<int> WaitingFor(int eventId) => PeopleWith(eventId, Waitlisted);

    /// <summary>One sentence per violation.</summary>
    /// <param name="withHistory">Whether everybody's history is whole, which it is not where another client wrote rows.</param>
    public IReadOnlyList<string> FindViolations(bool withHistory = true)
    {
        List<string> found = [];
        foreach (var seats in Events)
        {
            var (holders, waiting) = (HoldersOf(seats.EventId), WaitingFor(seats.EventId));
            List<Ticket> queue = [.. Tickets.Where(ticket => ticket.EventId == seats.EventId)];
            List<Change> history = [.. History.Where(change => change.EventId == seats.EventId)];
            Require(holders.Count <= seats.Capacity, $"{holders.Count} people have one of {seats.Capacity} seats");
            Require(holders.Count == seats.Taken, $"{seats.Taken} seats are said to be taken, {holders.Count} are");
            Require(waiting.SetEquals(queue.Select(ticket => ticket.UserId)), "those WAITLISTED are not those on the waitlist");
            Require(queue.Count == seats.Waiting, $"{seats.Waiting} people are said to wait, {queue.Count} do");
            Require(!seats.IsOpen || queue.Count == 0 || holders.Count >= seats.Capacity, "somebody waits although a seat is free");
            Require(queue.TrueForAll(ticket => ticket.Position < seats.NextPosition), "a ticket is not below the next one");
            Require(queue.Select(ticket => ticket.Position).Distinct().Count() == queue.Count, "two people hold the same ticket");
            if (!withHistory)
            {
                continue;
            }

            Require(IsInPromotionOrder(history, queue), "somebody was promoted past somebody with a smaller ticket");
            Require(history.GroupBy(change => change.UserId).All(IsUnbroken), "somebody's history has a gap");
            Require(
                history.GroupBy(change => change.UserId).All(person => string.Equals(person.Last().To, StatusOf(seats.EventId, person.Key), StringComparison.Ordinal)),
                "somebody's last entry of the history is not the enrollment's state");

            void Require(bool holds, string violation)
            {
                if (!holds)
                {
                    found.Add($"Event {seats.EventId}: {violation}.");
                }
            }
        }

        if (!Tickets.GroupBy(ticket => (ticket.EventId, Number: ticket.Position / TicketsPerBlock)).Select(block => new Block(block.Key.EventId, block.Key.Number, block.Count())).ToHashSet().SetEquals(Blocks))
        {
            found.Add("The blocks of the waitlist do not say how many wait.");
        }

        int[] uncounted = [.. Places.Select(place => place.EventId).Except(Events.Select(seats => seats.EventId))];
        found.AddRange(uncounted.Select(eventId => $"Event {eventId}: there are enrollments and no seats."));
        return found;
    }

    private string? StatusOf(int eventId, int userId) => Places.FirstOrDefault(place => (place.EventId, place.UserId) == (eventId, userId))?.Status;

    private HashSet<int> PeopleWith(int eventId, string status) =>
        [.. Places.Where(place => place.EventId == eventId && string.Equals(place.Status, status, StringComparison.Ordinal)).Select(place => place.UserId)];

    /// <summary>Each entry begins where the one before ended.</summary>
    private static bool IsUnbroken(IEnumerable<Change> person)
    {
        string? last = null;
        foreach (var change in person)
        {
            if (!string.Equals(change.From, last, StringComparison.Ordinal))
            {
                return false;
            }

            last = change.To;
        }

        return true;
    }

    /// <summary>Replays the history: whoever was promoted held the smallest ticket of that moment, and who still waits is who never left.</summary>
    private static bool IsInPromotionOrder(IEnumerable<Change> history, List<Ticket> queue)
    {
        SortedSet<int> tickets = [];
        foreach (var change in history.Where(change => change.Ticket is not null))
        {
            if (change.To == Waitlisted)
            {
                tickets.Add(change.Ticket!.Value);
                continue;
            }

            if (change.To == Enrolled && tickets.Count > 0 && tickets.Min < change.Ticket)
            {
                return false;
            }

            tickets.Remove(change.Ticket!.Value);
        }

        return tickets.SetEquals(queue.Select(ticket => ticket.Position));
    }

    /// <summary>A row of <c>event_seats</c>.</summary>
    public sealed record Seats(int EventId, int Capacity, int Taken, int Waiting, bool IsOpen, int NextPosition, int OrganizerId);

    /// <summary>A row of <c>enrollments</c>.</summary>
    public sealed record Place(int EventId, int UserId, string? Status);

    /// <summary>A row of <c>waitlist</c>.</summary>
    public sealed record Ticket(int EventId, int UserId, int Position);

    /// <summary>A row of <c>waitlist_blocks</c>.</summary>
    public sealed record Block(int EventId, int Number, int Waiting);

    /// <summary>A row of <c>enrollment_history</c>.</summary>
    public sealed record Change(int EventId, int UserId, string? From, string To, string Reason, int? Ticket, int Taken, int Capacity);
}
