using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Storage;
using Npgsql;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>Seats on PostgreSQL: the row lock decides between processes, and whatever the batches hold is read in one round trip and written in one, as arrays.</summary>
internal sealed class PostgresSeatStore(
    [FromKeyedServices(DatabaseNames.Enrollments)] NpgsqlDataSource source, IOptions<EnrollmentsSettings> settings, SeatLocking locking) : ISeatStore
{
    private readonly string _readRows = PostgresSeatSql.ReadRows + (locking.TakesRowLock ? " FOR UPDATE" : "");

    public int ConcurrentTransactions => settings.Value.ConcurrentTransactions;

    public async Task<ISeatTransaction> BeginAsync(IReadOnlyList<int> eventIds, CancellationToken cancellationToken)
    {
        var transaction = new Transaction(await source.OpenConnectionAsync(cancellationToken), _readRows);
        try
        {
            await transaction.BeginAsync(eventIds, cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    public bool IsAway(Exception failure) => failure switch
    {
        // Connection failures, insufficient resources, operator intervention; not a data error. Deadlocks and the like are worth another try in smaller groups.
        PostgresException { SqlState: var state } => state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
            || state.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException or SocketException or TimeoutException or IOException => true,
        _ => false,
    };

    private sealed class Transaction(NpgsqlConnection connection, string readRows) : ISeatTransaction
    {
        private readonly Dictionary<int, SeatsRow> _rows = [];
        private bool _isOpen;

        public SeatsRow? FindRow(int eventId) => _rows.GetValueOrDefault(eventId);

        public async Task BeginAsync(IReadOnlyList<int> eventIds, CancellationToken cancellationToken)
        {
            await using var batch = Batch();
            foreach (var statement in PostgresSeatSql.Begin)
            {
                Add(batch, statement);
            }

            Add(batch, readRows, eventIds.ToArray());
            // Prepared once per connection: parsing these statements would cost more than executing them.
            await batch.PrepareAsync(cancellationToken);
            _isOpen = true;
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await ReadRowsAsync(reader, cancellationToken);
        }

        public async Task<SeatsRow> AddRowAsync(EventSeating seating, CancellationToken cancellationToken)
        {
            await using var batch = Batch();
            Add(
                batch, "INSERT INTO event_seats (event_id, organizer_id, capacity) VALUES ($1, $2, $3) ON CONFLICT (event_id) DO NOTHING",
                seating.EventId, seating.OrganizerId, seating.Capacity);
            Add(batch, readRows, new[] { seating.EventId });
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await ReadRowsAsync(reader, cancellationToken);
            return FindRow(seating.EventId) ?? throw new InvalidOperationException($"The seat row of event {seating.EventId} was removed while it was being added.");
        }

        public async Task<RowCounts> RecountAsync(int eventId, DateTime now, CancellationToken cancellationToken)
        {
            await using var batch = Batch();
            foreach (var repair in SeatRepairs.Statements)
            {
                Add(batch, repair.Replace("@event", "$1", StringComparison.Ordinal).Replace("@now", "$2::timestamp", StringComparison.Ordinal), eventId, now.ToColumn());
            }

            Add(batch, SeatRepairs.Count.Replace("@event", "$1", StringComparison.Ordinal), eventId);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return new RowCounts(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2));
        }

        public async Task<IReadOnlyList<SeatRows>> ReadAsync(IReadOnlyList<SeatQuestion> questions, CancellationToken cancellationToken)
        {
            await using var batch = Batch();
            PostgresSeatSql.Read(batch, questions);
            await batch.PrepareAsync(cancellationToken);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            List<Standing>[] people = [.. questions.Select(question => new List<Standing>(question.UserIds.Count))];
            List<Standing>[] queues = [.. questions.Select(_ => new List<Standing>())];
            await ReadStandingsAsync(reader, people, cancellationToken);
            if (await reader.NextResultAsync(cancellationToken))
            {
                await ReadStandingsAsync(reader, queues, cancellationToken);
            }

            return [.. people.Zip(queues, (asked, queue) => new SeatRows(asked, queue))];
        }

        public async Task CommitAsync(IReadOnlyList<SeatChanges> changes, CancellationToken cancellationToken)
        {
            await using var batch = Batch();
            PostgresSeatSql.Write(batch, changes);
            Add(batch, "COMMIT");
            await batch.PrepareAsync(cancellationToken);
            await batch.ExecuteNonQueryAsync(cancellationToken);
            _isOpen = false;
        }

        public async ValueTask DisposeAsync()
        {
            if (_isOpen && connection.State == System.Data.ConnectionState.Open)
            {
                try
                {
                    await using var rollback = new NpgsqlCommand("ROLLBACK", connection);
                    await rollback.ExecuteNonQueryAsync(CancellationToken.None);
                }
                catch (NpgsqlException)
                {
                    // The server is away; it undoes what was begun by itself.
                }
            }

            await connection.DisposeAsync();
        }

        private NpgsqlBatch Batch() => new(connection);

        private static void Add(NpgsqlBatch batch, string sql, params object[] values) => batch.BatchCommands.Add(PostgresSeatSql.Command(sql, values));

        private async Task ReadRowsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
        {
            while (await reader.ReadAsync(cancellationToken))
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

        /// <summary>Each row says to which question it belongs.</summary>
        private static async Task ReadStandingsAsync(NpgsqlDataReader reader, List<Standing>[] ofQuestions, CancellationToken cancellationToken)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var enrollmentId = reader.IsDBNull(2) ? (int?)null : reader.GetInt32(2);
                ofQuestions[reader.GetInt32(0)].Add(new Standing(
                    reader.GetInt32(1),
                    enrollmentId,
                    enrollmentId is null ? (EnrollmentStatus?)null : StatusText.Parse(reader.IsDBNull(3) ? null : reader.GetString(3)),
                    reader.IsDBNull(4) ? null : reader.GetDateTime(4).FromColumn(),
                    reader.IsDBNull(5) ? null : reader.GetInt32(5),
                    reader.IsDBNull(6) ? null : reader.GetInt32(6)));
            }
        }
    }
}
