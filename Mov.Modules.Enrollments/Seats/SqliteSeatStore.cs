using System.Globalization;
using Microsoft.Data.Sqlite;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>Seats on SQLite: <c>BEGIN IMMEDIATE</c> is the lock, of the whole file and across processes.</summary>
internal sealed class SqliteSeatStore(StorageSettings storage) : ISeatStore
{
    private const int Error = 1;
    private const int Constraint = 19;
    private const int Mismatch = 20;

    private readonly string _connectionString = storage.ConnectionStringOf(DatabaseNames.Enrollments);

    /// <summary>The file has one writer.</summary>
    public int ConcurrentTransactions => 1;

    public async Task<ISeatTransaction> BeginAsync(IReadOnlyList<int> eventIds, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            var transaction = new Transaction(connection, connection.BeginTransaction(deferred: false));
            transaction.ReadRows(eventIds);
            return transaction;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Anything else (busy, cannot open, I/O, full) is about the file, not about the data.
    public bool IsAway(Exception failure) => failure is SqliteException { SqliteErrorCode: not Error and not Constraint and not Mismatch };

    private sealed class Transaction(SqliteConnection connection, SqliteTransaction transaction) : ISeatTransaction
    {
        private readonly Dictionary<int, SeatsRow> _rows = [];

        public SeatsRow? FindRow(int eventId) => _rows.GetValueOrDefault(eventId);

        public void ReadRows(IReadOnlyList<int> eventIds)
        {
            using var read = Command(
                """
                SELECT event_id, organizer_id, capacity, taken, waiting, is_open, next_position, version FROM event_seats
                WHERE event_id IN (SELECT value FROM json_each(@events))
                """,
                ("@events", Json(eventIds)));
            using var reader = read.ExecuteReader();
            while (reader.Read())
            {
                _rows[reader.GetInt32(0)] = new SeatsRow
                {
                    EventId = reader.GetInt32(0),
                    OrganizerId = reader.GetInt32(1),
                    Capacity = reader.GetInt32(2),
                    Taken = reader.GetInt32(3),
                    Waiting = reader.GetInt32(4),
                    IsOpen = reader.GetBoolean(5),
                    NextPosition = reader.GetInt32(6),
                    Version = reader.GetInt64(7),
                };
            }
        }

        public Task<SeatsRow> AddRowAsync(EventSeating seating, CancellationToken cancellationToken)
        {
            Execute(
                "INSERT INTO event_seats (event_id, organizer_id, capacity) VALUES (@event, @organizer, @capacity)",
                ("@event", seating.EventId), ("@organizer", seating.OrganizerId), ("@capacity", seating.Capacity));
            ReadRows([seating.EventId]);
            return Task.FromResult(_rows[seating.EventId]);
        }

        public Task<RowCounts> RecountAsync(int eventId, DateTime now, CancellationToken cancellationToken)
        {
            foreach (var repair in SeatRepairs.Statements)
            {
                Execute(repair, ("@event", eventId), ("@now", now.ToColumn()));
            }

            using var count = Command(SeatRepairs.Count, ("@event", eventId));
            using var reader = count.ExecuteReader();
            reader.Read();
            return Task.FromResult(new RowCounts(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2)));
        }

        public Task<IReadOnlyList<SeatRows>> ReadAsync(IReadOnlyList<SeatQuestion> questions, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<SeatRows>>([.. questions.Select(Read)]);

        public Task CommitAsync(IReadOnlyList<SeatChanges> changes, CancellationToken cancellationToken)
        {
            foreach (var change in changes)
            {
                Write(change);
            }

            transaction.Commit();
            return Task.CompletedTask;
        }

        private SeatRows Read(SeatQuestion question)
        {
            using var people = Command(
                """
                SELECT u.value, e.id, e.status, e.enrolled_at, w.id, w.position FROM json_each(@users) u
                LEFT JOIN enrollments e ON e.event_id = @event AND e.user_id = u.value
                LEFT JOIN waitlist w ON w.event_id = @event AND w.user_id = u.value
                """,
                ("@event", question.EventId), ("@users", Json(question.UserIds)));
            using var queue = Command(
                """
                SELECT w.user_id, e.id, e.status, e.enrolled_at, w.id, w.position FROM waitlist w
                LEFT JOIN enrollments e ON e.event_id = @event AND e.user_id = w.user_id
                WHERE w.event_id = @event ORDER BY w.position, w.id LIMIT @length
                """,
                ("@event", question.EventId), ("@length", question.QueueLength));
            return new SeatRows(ReadStandings(people), question.QueueLength > 0 ? ReadStandings(queue) : []);
        }

        private void Write(SeatChanges changes)
        {
            var row = changes.Row;
            Execute(
                """
                UPDATE event_seats SET organizer_id = @organizer, capacity = @capacity, taken = @taken, waiting = @waiting, is_open = @open, next_position = @next, version = @version
                WHERE event_id = @event
                """,
                ("@event", row.EventId), ("@organizer", row.OrganizerId), ("@capacity", row.Capacity), ("@taken", row.Taken), ("@waiting", row.Waiting), ("@open", row.IsOpen),
                ("@next", row.NextPosition), ("@version", row.Version));
            ForEach(
                changes.People.Where(person => person.EnrollmentId is null),
                "INSERT INTO enrollments (event_id, user_id, status, enrolled_at) VALUES (@event, @user, @status, @since)",
                ["@event", "@user", "@status", "@since"],
                person => [row.EventId, person.UserId, Status(person), person.Since?.ToColumn()]);
            ForEach(
                changes.People.Where(person => person.EnrollmentId is not null),
                "UPDATE enrollments SET status = @status, enrolled_at = @since WHERE id = @id",
                ["@id", "@status", "@since"],
                person => [person.EnrollmentId, Status(person), person.Since?.ToColumn()]);
            ForEach(changes.People.Where(person => person.TicketEnds), "DELETE FROM waitlist WHERE id = @id", ["@id"], person => [person.WaitlistId]);
            ForEach(
                changes.People.Where(person => person.TicketBegins),
                "INSERT INTO waitlist (event_id, user_id, position, added_at) VALUES (@event, @user, @position, @since)",
                ["@event", "@user", "@position", "@since"],
                person => [row.EventId, person.UserId, person.Ticket, person.Since?.ToColumn()]);
            ForEach(
                changes.History,
                """
                INSERT INTO enrollment_history (event_id, user_id, happened_at, from_status, to_status, reason, ticket, taken, capacity, actor_id)
                VALUES (@event, @user, @at, @from, @to, @reason, @ticket, @taken, @capacity, @actor)
                """,
                ["@event", "@user", "@at", "@from", "@to", "@reason", "@ticket", "@taken", "@capacity", "@actor"],
                change =>
                [
                    change.EventId, change.UserId, change.At.ToColumn(), change.FromStatus, change.ToStatus, change.Reason, change.Ticket, change.Taken, change.Capacity,
                    change.ActorId,
                ]);
            ForEach(
                changes.Outbox,
                "INSERT INTO outbox (type, payload, created_at, next_attempt_at) VALUES (@type, @payload, @at, @at)",
                ["@type", "@payload", "@at"],
                message => [message.Type, message.Payload, message.CreatedAt.ToColumn()]);
        }

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }

        private static string Json(IEnumerable<int> ids) => $"[{string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))}]";

        private static string Status(Standing person) => StatusText.Of(person.Status ?? EnrollmentStatus.Canceled);

        private SqliteCommand Command(string sql, params (string Name, object? Value)[] values)
        {
            var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            foreach (var (name, value) in values)
            {
                command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            }

            return command;
        }

        private void Execute(string sql, params (string Name, object? Value)[] values)
        {
            using var command = Command(sql, values);
            command.ExecuteNonQuery();
        }

        private void ForEach<T>(IEnumerable<T> rows, string sql, string[] names, Func<T, object?[]> values)
        {
            using var command = Command(sql, [.. names.Select(name => (name, (object?)null))]);
            foreach (var row in rows)
            {
                var filled = values(row);
                for (var index = 0; index < filled.Length; index++)
                {
                    command.Parameters[index].Value = filled[index] ?? DBNull.Value;
                }

                command.ExecuteNonQuery();
            }
        }

        private static List<Standing> ReadStandings(SqliteCommand command)
        {
            using var reader = command.ExecuteReader();
            List<Standing> people = [];
            while (reader.Read())
            {
                var enrollmentId = reader.IsDBNull(1) ? (int?)null : reader.GetInt32(1);
                people.Add(new Standing(
                    reader.GetInt32(0),
                    enrollmentId,
                    enrollmentId is null ? (EnrollmentStatus?)null : StatusText.Parse(reader.IsDBNull(2) ? null : reader.GetString(2)),
                    reader.IsDBNull(3) ? null : reader.GetDateTime(3).FromColumn(),
                    reader.IsDBNull(4) ? null : reader.GetInt32(4),
                    reader.IsDBNull(5) ? null : reader.GetInt32(5)));
            }

            return people;
        }
    }
}
