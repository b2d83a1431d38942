namespace Mov.Modules.Enrollments.Seats;

/// <summary>Makes the seed's two tables agree for one event where another client wrote only a part, in SQL that both databases understand.
/// <c>enrollments</c> has the last word; <c>@event</c> and <c>@now</c> are the parameters.</summary>
internal static class SeatRepairs
{
    public static readonly string[] Statements =
    [
        // The seed's columns may hold NULL: they mean what their defaults say.
        "UPDATE enrollments SET status = COALESCE(status, 'ENROLLED'), enrolled_at = COALESCE(enrolled_at, @now) WHERE event_id = @event AND (status IS NULL OR enrolled_at IS NULL)",
        """
        INSERT INTO enrollments (event_id, user_id, status, enrolled_at)
        SELECT w.event_id, w.user_id, 'WAITLISTED', COALESCE(w.added_at, @now) FROM waitlist w
        WHERE w.event_id = @event AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.event_id = w.event_id AND e.user_id = w.user_id)
        ORDER BY w.position, w.id
        """,
        """
        DELETE FROM waitlist WHERE event_id = @event
        AND EXISTS (SELECT 1 FROM enrollments e WHERE e.event_id = waitlist.event_id AND e.user_id = waitlist.user_id AND e.status <> 'WAITLISTED')
        """,
        """
        INSERT INTO waitlist (event_id, user_id, position, added_at)
        SELECT e.event_id, e.user_id,
          (SELECT COALESCE(MAX(x.position), 0) FROM waitlist x WHERE x.event_id = @event) + ROW_NUMBER() OVER (ORDER BY e.enrolled_at, e.id),
          COALESCE(e.enrolled_at, @now)
        FROM enrollments e
        WHERE e.event_id = @event AND e.status = 'WAITLISTED' AND NOT EXISTS (SELECT 1 FROM waitlist w WHERE w.event_id = e.event_id AND w.user_id = e.user_id)
        """,
    ];

    public const string Count =
        """
        SELECT
          CAST((SELECT COUNT(*) FROM enrollments WHERE event_id = @event AND status = 'ENROLLED') AS INTEGER),
          CAST((SELECT COUNT(*) FROM waitlist WHERE event_id = @event) AS INTEGER),
          CAST((SELECT COALESCE(MAX(position), 0) FROM waitlist WHERE event_id = @event) AS INTEGER)
        """;
}
