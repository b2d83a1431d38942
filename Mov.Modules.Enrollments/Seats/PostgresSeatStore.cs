using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Storage;
using Npgsql;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>Seats on PostgreSQL: the row lock decides between processes, and whatever the batch holds is read in one round trip and written in one, as arrays.</summary>
internal sealed class PostgresSeatStore(
    [FromKeyedServices(DatabaseNames.Enrollments)] NpgsqlDataSource source, IOptions<EnrollmentsSettings> settings, SeatLocking locking) : ISeatStore
{
    private readonly string _readRow = PostgresSeatSql.ReadRow + (locking.TakesRowLock ? " FOR UPDATE" : "");

    public int ConcurrentTransactions => settings.Value.ConcurrentTransactions;

    public async Task<ISeatTransaction> BeginAsync(int eventId, CancellationToken cancellationToken)
    {
        var transaction = new Transaction(await source.OpenConnectionAsync(cancellationToken), eventId, _readRow);
        try
        {
            await transaction.BeginAsync(cancellationToken);
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

    private sealed class Transaction(NpgsqlConnection connection, int eventId, string readRow) : ISeatTransaction
    {
        private bool _isOpen;

        public SeatsRow? Row { get; private set; }

        public async Task BeginAsync(CancellationToken cancellationToken)
        {
            await using var batch = Batch();
            Add(batch, "BEGIN");
            Add(batch, readRow, eventId);
            // Prepared once per connection: parsing these statements would cost more than executing them.
            await batch.PrepareAsync(cancellationToken);
            _isOpen = true;
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            Row = await ReadRowAsync(reader, cancellationToken);
        }

        public async Task<SeatsRow> AddRowAsync(EventSeating seating, CancellationToken cancellationToken)
        {
            await using var batch = Batch();
            Add(batch, "INSERT INTO event_seats (event_id, organizer_id, capacity) VALUES ($1, $2, $3) ON CONFLICT (event_id) DO NOTHING", eventId, seating.OrganizerId, seating.Capacity);
            Add(batch, readRow, eventId);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            return Row = await ReadRowAsync(reader, cancellationToken) ?? throw new InvalidOperationException($"The seat row of event {eventId} was removed while it was being added.");
        }

        public async Task<RowCounts> RecountAsync(DateTime now, CancellationToken cancellationToken)
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

        public async Task<SeatRows> ReadAsync(IReadOnlyCollection<int> userIds, int queueLength, CancellationToken cancellationToken)
        {
            await using var batch = Batch();
            Add(batch, PostgresSeatSql.ReadPeople, eventId, userIds.ToArray());
            if (queueLength > 0)
            {
                Add(batch, PostgresSeatSql.ReadQueue, eventId, queueLength);
            }

            await batch.PrepareAsync(cancellationToken);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            var people = await ReadStandingsAsync(reader, cancellationToken);
            var queue = await reader.NextResultAsync(cancellationToken) ? await ReadStandingsAsync(reader, cancellationToken) : [];
            return new SeatRows(people, queue);
        }

        public async Task CommitAsync(SeatChanges changes, CancellationToken cancellationToken)
        {
            await using var batch = Batch();
            PostgresSeatSql.Write(batch, eventId, changes);
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

        private static async Task<SeatsRow?> ReadRowAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) => !await reader.ReadAsync(cancellationToken)
            ? null
            : new SeatsRow
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

        private static async Task<List<Standing>> ReadStandingsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
        {
            List<Standing> people = [];
            while (await reader.ReadAsync(cancellationToken))
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
