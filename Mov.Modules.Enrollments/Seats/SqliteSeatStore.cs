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

    public async Task<ISeatTransaction> BeginAsync(int eventId, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            var transaction = new Transaction(connection, connection.BeginTransaction(deferred: false), eventId);
            transaction.ReadRow();
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

    private sealed class Transaction(SqliteConnection connection, SqliteTransaction transaction, int eventId) : ISeatTransaction
    {
        public SeatsRow? Row { get; private set; }

        public void ReadRow()
        {
            using var read = Command(
                "SELECT organizer_id, capacity, taken, waiting, is_open, next_position, version FROM event_seats WHERE event_id = @event");
            using var reader = read.ExecuteReader();
            Row = !reader.Read()
                ? null
                : new SeatsRow
                {
                    EventId = eventId,
                    OrganizerId = reader.GetInt32(0),
                    Capacity = reader.GetInt32(1),
                    Taken = reader.GetInt32(2),
                    Waiting = reader.GetInt32(3),
                    IsOpen = reader.GetBoolean(4),
                    NextPosition = reader.GetInt32(5),
                    Version = reader.GetInt64(6),
                };
        }

        public Task<SeatsRow> AddRowAsync(EventSeating seating, CancellationToken cancellationToken)
        {
            Execute("INSERT INTO event_seats (event_id, organizer_id, capacity) VALUES (@event, @organizer, @capacity)", ("@organizer", seating.OrganizerId), ("@capacity", seating.Capacity));
            ReadRow();
            return Task.FromResult(Row!);
        }

        public Task<RowCounts> RecountAsync(DateTime now, CancellationToken cancellationToken)
        {
            foreach (var repair in SeatRepairs.Statements)
            {
                Execute(repair, ("@now", now.ToColumn()));
            }

            using var count = Command(SeatRepairs.Count);
            using var reader = count.ExecuteReader();
            reader.Read();
            return Task.FromResult(new RowCounts(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2)));
        }

        public Task<SeatRows> ReadAsync(IReadOnlyCollection<int> userIds, int queueLength, CancellationToken cancellationToken)
        {
            using var people = Command(
                """
                SELECT u.value, e.id, e.status, e.enrolled_at, w.id, w.position FROM json_each(@users) u
                LEFT JOIN enrollments e ON e.event_id = @event AND e.user_id = u.value
                LEFT JOIN waitlist w ON w.event_id = @event AND w.user_id = u.value
                """,
                ("@users", $"[{string.Join(',', userIds.Select(id => id.ToString(CultureInfo.InvariantCulture)))}]"));
            using var queue = Command(
                """
                SELECT w.user_id, e.id, e.status, e.enrolled_at, w.id, w.position FROM waitlist w
                LEFT JOIN enrollments e ON e.event_id = @event AND e.user_id = w.user_id
                WHERE w.event_id = @event ORDER BY w.position, w.id LIMIT @length
                """,
                ("@length", queueLength));
            return Task.FromResult(new SeatRows(ReadStandings(people), queueLength > 0 ? ReadStandings(queue) : []));
        }

        public Task CommitAsync(SeatChanges changes, CancellationToken cancellationToken)
        {
            var row = changes.Row;
            Execute(
                """
                UPDATE event_seats SET organizer_id = @organizer, capacity = @capacity, taken = @taken, waiting = @waiting, is_open = @open, next_position = @next, version = @version
                WHERE event_id = @event
                """,
                ("@organizer", row.OrganizerId), ("@capacity", row.Capacity), ("@taken", row.Taken), ("@waiting", row.Waiting), ("@open", row.IsOpen), ("@next", row.NextPosition),
                ("@version", row.Version));
            ForEach(
                changes.People.Where(person => person.EnrollmentId is null),
                "INSERT INTO enrollments (event_id, user_id, status, enrolled_at) VALUES (@event, @user, @status, @since)",
                ["@user", "@status", "@since"],
                person => [person.UserId, Status(person), person.Since?.ToColumn()]);
            ForEach(
                changes.People.Where(person => person.EnrollmentId is not null),
                "UPDATE enrollments SET status = @status, enrolled_at = @since WHERE id = @id",
                ["@id", "@status", "@since"],
                person => [person.EnrollmentId, Status(person), person.Since?.ToColumn()]);
            ForEach(changes.People.Where(person => person.TicketEnds), "DELETE FROM waitlist WHERE id = @id", ["@id"], person => [person.WaitlistId]);
            ForEach(
                changes.People.Where(person => person.TicketBegins),
                "INSERT INTO waitlist (event_id, user_id, position, added_at) VALUES (@event, @user, @position, @since)",
                ["@user", "@position", "@since"],
                person => [person.UserId, person.Ticket, person.Since?.ToColumn()]);
            ForEach(
                changes.History,
                """
                INSERT INTO enrollment_history (event_id, user_id, happened_at, from_status, to_status, reason, ticket, taken, capacity, actor_id)
                VALUES (@event, @user, @at, @from, @to, @reason, @ticket, @taken, @capacity, @actor)
                """,
                ["@user", "@at", "@from", "@to", "@reason", "@ticket", "@taken", "@capacity", "@actor"],
                change => [change.UserId, change.At.ToColumn(), change.FromStatus, change.ToStatus, change.Reason, change.Ticket, change.Taken, change.Capacity, change.ActorId]);
            ForEach(
                changes.Outbox,
                "INSERT INTO outbox (type, payload, created_at, next_attempt_at) VALUES (@type, @payload, @at, @at)",
                ["@type", "@payload", "@at"],
                message => [message.Type, message.Payload, message.CreatedAt.ToColumn()]);
            transaction.Commit();
            return Task.CompletedTask;
        }

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }

        private static string Status(Standing person) => StatusText.Of(person.Status ?? EnrollmentStatus.Canceled);

        private SqliteCommand Command(string sql, params (string Name, object? Value)[] values)
        {
            var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            command.Parameters.AddWithValue("@event", eventId);
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
                    command.Parameters[index + 1].Value = filled[index] ?? DBNull.Value;
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
