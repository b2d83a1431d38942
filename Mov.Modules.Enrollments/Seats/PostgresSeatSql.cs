using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Shared.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>The statements of <see cref="PostgresSeatStore"/>: each has one text, whatever the size of the batch.</summary>
internal static class PostgresSeatSql
{
    public const string ReadRow =
        "SELECT event_id, organizer_id, capacity, taken, waiting, is_open, next_position, version FROM event_seats WHERE event_id = $1";

    public const string ReadPeople =
        """
        SELECT u.id, e.id, e.status, e.enrolled_at, w.id, w.position
        FROM unnest($2) AS u(id)
        LEFT JOIN enrollments e ON e.event_id = $1 AND e.user_id = u.id
        LEFT JOIN waitlist w ON w.event_id = $1 AND w.user_id = u.id
        """;

    public const string ReadQueue =
        """
        SELECT w.user_id, e.id, e.status, e.enrolled_at, w.id, w.position
        FROM (SELECT id, user_id, position FROM waitlist WHERE event_id = $1 ORDER BY position, id LIMIT $2) w
        LEFT JOIN enrollments e ON e.event_id = $1 AND e.user_id = w.user_id
        ORDER BY w.position, w.id
        """;

    private const string WriteRow =
        """
        UPDATE event_seats SET organizer_id = $2, capacity = $3, taken = $4, waiting = $5, is_open = $6, next_position = $7, version = $8
        WHERE event_id = $1
        """;

    private const string AddPeople =
        """
        INSERT INTO enrollments (event_id, user_id, status, enrolled_at)
        SELECT $1, p.user_id, p.status, p.since FROM unnest($2, $3, $4) WITH ORDINALITY AS p(user_id, status, since, turn) ORDER BY p.turn
        """;

    private const string ChangePeople =
        "UPDATE enrollments e SET status = p.status, enrolled_at = p.since FROM unnest($1, $2, $3) AS p(id, status, since) WHERE e.id = p.id";

    private const string EndTickets = "DELETE FROM waitlist WHERE id = ANY($1)";

    private const string AddTickets =
        """
        INSERT INTO waitlist (event_id, user_id, position, added_at)
        SELECT $1, p.user_id, p.position, p.since FROM unnest($2, $3, $4) WITH ORDINALITY AS p(user_id, position, since, turn) ORDER BY p.turn
        """;

    private const string AddHistory =
        """
        INSERT INTO enrollment_history (event_id, user_id, happened_at, from_status, to_status, reason, ticket, taken, capacity, actor_id)
        SELECT $1, h.user_id, h.happened_at, h.from_status, h.to_status, h.reason, h.ticket, h.taken, h.capacity, h.actor_id
        FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) WITH ORDINALITY
          AS h(user_id, happened_at, from_status, to_status, reason, ticket, taken, capacity, actor_id, turn)
        ORDER BY h.turn
        """;

    private const string AddMessages =
        """
        INSERT INTO outbox (type, payload, created_at, next_attempt_at)
        SELECT m.type, m.payload, m.happened_at, m.happened_at FROM unnest($1, $2, $3) WITH ORDINALITY AS m(type, payload, happened_at, turn) ORDER BY m.turn
        """;

    /// <summary>Everything that a transaction writes, in the order in which the constraints allow it.</summary>
    public static void Write(NpgsqlBatch batch, int eventId, SeatChanges changes)
    {
        void Add(string sql, params object[] values) => batch.BatchCommands.Add(Command(sql, values));

        var row = changes.Row;
        Add(WriteRow, eventId, row.OrganizerId, row.Capacity, row.Taken, row.Waiting, row.IsOpen, row.NextPosition, row.Version);
        var people = changes.People;
        if (people.Where(person => person.EnrollmentId is null).ToArray() is { Length: > 0 } added)
        {
            Add(AddPeople, eventId, Of(added, one => one.UserId), Of(added, Status), Times(added, one => one.Since));
        }

        if (people.Where(person => person.EnrollmentId is not null).ToArray() is { Length: > 0 } changed)
        {
            Add(ChangePeople, Of(changed, one => one.EnrollmentId!.Value), Of(changed, Status), Times(changed, one => one.Since));
        }

        if (people.Where(person => person.TicketEnds).ToArray() is { Length: > 0 } ended)
        {
            Add(EndTickets, Of(ended, one => one.WaitlistId!.Value));
        }

        if (people.Where(person => person.TicketBegins).ToArray() is { Length: > 0 } begun)
        {
            Add(AddTickets, eventId, Of(begun, one => one.UserId), Of(begun, one => one.Ticket!.Value), Times(begun, one => one.Since));
        }

        if (changes.History is { Count: > 0 } history)
        {
            Add(
                AddHistory, eventId, Of(history, one => one.UserId), Times(history, one => one.At), Of(history, one => one.FromStatus), Of(history, one => one.ToStatus),
                Of(history, one => one.Reason), Of(history, one => one.Ticket), Of(history, one => one.Taken), Of(history, one => one.Capacity), Of(history, one => one.ActorId));
        }

        if (changes.Outbox is { Count: > 0 } outbox)
        {
            Add(AddMessages, Of(outbox, one => one.Type), Of(outbox, one => one.Payload), Times(outbox, one => one.CreatedAt));
        }
    }

    public static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(Parameter(value));
        }

        return command;
    }

    private static NpgsqlParameter Parameter(object value) => value switch
    {
        DateTime => new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Timestamp },
        DateTime?[] => new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Timestamp | NpgsqlDbType.Array },
        string[] or string?[] => new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Text | NpgsqlDbType.Array },
        _ => new NpgsqlParameter { Value = value },
    };

    private static string Status(Standing person) => StatusText.Of(person.Status ?? EnrollmentStatus.Canceled);

    private static TValue[] Of<T, TValue>(IReadOnlyList<T> rows, Func<T, TValue> value)
    {
        var values = new TValue[rows.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = value(rows[index]);
        }

        return values;
    }

    private static DateTime?[] Times<T>(IReadOnlyList<T> rows, Func<T, DateTime?> utc) => Of(rows, row => utc(row)?.ToColumn());
}
