using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Shared.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>The statements of <see cref="PostgresSeatStore"/>: each has one text, whatever the size of the batch.</summary>
internal static class PostgresSeatSql
{
    /// <summary>Everything here is found by its keys. The plans are kept as long as the connections are, and one that was made while a table was small would read
    /// all of it for every batch of the rush in which it grows.</summary>
    public static readonly string[] Begin = ["BEGIN", "SET LOCAL enable_seqscan = off", "SET LOCAL enable_hashjoin = off", "SET LOCAL enable_mergejoin = off"];

    /// <summary>Locked in this order, too.</summary>
    public const string ReadRows =
        "SELECT event_id, organizer_id, capacity, taken, waiting, is_open, next_position, version FROM event_seats WHERE event_id = ANY($1) ORDER BY event_id";

    private const string ReadPeople =
        """
        SELECT u.question, u.user_id, e.id, e.status, e.enrolled_at, w.id, w.position
        FROM unnest($1, $2, $3) AS u(question, event_id, user_id)
        LEFT JOIN enrollments e ON e.event_id = u.event_id AND e.user_id = u.user_id
        LEFT JOIN waitlist w ON w.event_id = u.event_id AND w.user_id = u.user_id
        """;

    private const string ReadQueue =
        """
        SELECT q.question, w.user_id, e.id, e.status, e.enrolled_at, w.id, w.position
        FROM unnest($1, $2, $3) AS q(question, event_id, length)
        CROSS JOIN LATERAL (SELECT id, user_id, position FROM waitlist WHERE event_id = q.event_id ORDER BY position, id LIMIT q.length) w
        LEFT JOIN enrollments e ON e.event_id = q.event_id AND e.user_id = w.user_id
        ORDER BY q.question, w.position, w.id
        """;

    private const string WriteRows =
        """
        UPDATE event_seats s
        SET organizer_id = c.organizer_id, capacity = c.capacity, taken = c.taken, waiting = c.waiting, is_open = c.is_open, next_position = c.next_position, version = c.version
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS c(event_id, organizer_id, capacity, taken, waiting, is_open, next_position, version)
        WHERE s.event_id = c.event_id
        """;

    private const string AddPeople =
        """
        INSERT INTO enrollments (event_id, user_id, status, enrolled_at)
        SELECT p.event_id, p.user_id, p.status, p.since FROM unnest($1, $2, $3, $4) WITH ORDINALITY AS p(event_id, user_id, status, since, turn) ORDER BY p.turn
        """;

    private const string ChangePeople =
        "UPDATE enrollments e SET status = p.status, enrolled_at = p.since FROM unnest($1, $2, $3) AS p(id, status, since) WHERE e.id = p.id";

    private const string EndTickets = "DELETE FROM waitlist WHERE id = ANY($1)";

    private const string AddTickets =
        """
        INSERT INTO waitlist (event_id, user_id, position, added_at)
        SELECT p.event_id, p.user_id, p.position, p.since FROM unnest($1, $2, $3, $4) WITH ORDINALITY AS p(event_id, user_id, position, since, turn) ORDER BY p.turn
        """;

    private const string AddHistory =
        """
        INSERT INTO enrollment_history (event_id, user_id, happened_at, from_status, to_status, reason, ticket, taken, capacity, actor_id)
        SELECT h.event_id, h.user_id, h.happened_at, h.from_status, h.to_status, h.reason, h.ticket, h.taken, h.capacity, h.actor_id
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) WITH ORDINALITY
          AS h(event_id, user_id, happened_at, from_status, to_status, reason, ticket, taken, capacity, actor_id, turn)
        ORDER BY h.turn
        """;

    private const string AddMessages =
        """
        INSERT INTO outbox (type, payload, created_at, next_attempt_at)
        SELECT m.type, m.payload, m.happened_at, m.happened_at FROM unnest($1, $2, $3) WITH ORDINALITY AS m(type, payload, happened_at, turn) ORDER BY m.turn
        """;

    /// <summary>Everything that a transaction reads: the people, then the queues where any are wanted. Each row begins with the number of its question.</summary>
    public static void Read(NpgsqlBatch batch, IReadOnlyList<SeatQuestion> questions)
    {
        void Add(string sql, params object[] values) => batch.BatchCommands.Add(Command(sql, values));

        var people = questions.SelectMany((question, number) => question.UserIds.Select(userId => (Number: number, question.EventId, UserId: userId))).ToArray();
        Add(ReadPeople, Of(people, one => one.Number), Of(people, one => one.EventId), Of(people, one => one.UserId));
        if (questions.Select((question, number) => (Number: number, Question: question)).Where(one => one.Question.QueueLength > 0).ToArray() is { Length: > 0 } queues)
        {
            Add(ReadQueue, Of(queues, one => one.Number), Of(queues, one => one.Question.EventId), Of(queues, one => one.Question.QueueLength));
        }
    }

    /// <summary>Everything that a transaction writes, in the order in which the constraints allow it.</summary>
    public static void Write(NpgsqlBatch batch, IReadOnlyList<SeatChanges> changes)
    {
        void Add(string sql, params object[] values) => batch.BatchCommands.Add(Command(sql, values));

        var rows = Of(changes, change => change.Row);
        Add(
            WriteRows, Of(rows, row => row.EventId), Of(rows, row => row.OrganizerId), Of(rows, row => row.Capacity), Of(rows, row => row.Taken), Of(rows, row => row.Waiting),
            Of(rows, row => row.IsOpen), Of(rows, row => row.NextPosition), Of(rows, row => row.Version));
        if (People(changes, person => person.EnrollmentId is null) is { Length: > 0 } added)
        {
            Add(AddPeople, Of(added, one => one.EventId), Of(added, one => one.Person.UserId), Of(added, one => Status(one.Person)), Times(added, one => one.Person.Since));
        }

        if (People(changes, person => person.EnrollmentId is not null) is { Length: > 0 } changed)
        {
            Add(ChangePeople, Of(changed, one => one.Person.EnrollmentId!.Value), Of(changed, one => Status(one.Person)), Times(changed, one => one.Person.Since));
        }

        if (People(changes, person => person.TicketEnds) is { Length: > 0 } ended)
        {
            Add(EndTickets, Of(ended, one => one.Person.WaitlistId!.Value));
        }

        if (People(changes, person => person.TicketBegins) is { Length: > 0 } begun)
        {
            Add(AddTickets, Of(begun, one => one.EventId), Of(begun, one => one.Person.UserId), Of(begun, one => one.Person.Ticket!.Value), Times(begun, one => one.Person.Since));
        }

        if (changes.SelectMany(change => change.History).ToArray() is { Length: > 0 } history)
        {
            Add(
                AddHistory, Of(history, one => one.EventId), Of(history, one => one.UserId), Times(history, one => one.At), Of(history, one => one.FromStatus),
                Of(history, one => one.ToStatus), Of(history, one => one.Reason), Of(history, one => one.Ticket), Of(history, one => one.Taken), Of(history, one => one.Capacity),
                Of(history, one => one.ActorId));
        }

        if (changes.SelectMany(change => change.Outbox).ToArray() is { Length: > 0 } outbox)
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

    private static (int EventId, Standing Person)[] People(IReadOnlyList<SeatChanges> changes, Func<Standing, bool> are) =>
        [.. changes.SelectMany(change => change.People.Where(are).Select(person => (change.Row.EventId, person)))];

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
