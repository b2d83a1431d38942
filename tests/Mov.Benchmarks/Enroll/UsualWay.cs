using Mov.Benchmarks.Frame;
using Npgsql;

namespace Mov.Benchmarks.Enroll;

/// <summary>What is compared with: one transaction per enrollment that locks the event's row, on plain Npgsql, without the checks, the history and the waitlist that MOV has.</summary>
internal static class UsualWay
{
    public static async Task<Rush> EnrollAsync(NpgsqlDataSource source, IReadOnlyList<int> events, int people, int callers)
    {
        foreach (var eventId in events)
        {
            await using var seats = source.CreateCommand("INSERT INTO event_seats (event_id, organizer_id, capacity) VALUES ($1, 1, 1000000)");
            seats.Parameters.Add(new NpgsqlParameter { Value = eventId });
            await seats.ExecuteNonQueryAsync();
        }

        return await Rush.RunAsync(people, callers, async number =>
        {
            var eventId = events[number % events.Count];
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await ExecuteAsync(connection, "SELECT taken, capacity FROM event_seats WHERE event_id = $1 FOR UPDATE", eventId);
            await ExecuteAsync(connection, "INSERT INTO enrollments (event_id, user_id, status) VALUES ($1, $2, 'ENROLLED')", eventId, number);
            await ExecuteAsync(connection, "UPDATE event_seats SET taken = taken + 1 WHERE event_id = $1", eventId);
            await ExecuteAsync(connection, "INSERT INTO outbox (type, payload) VALUES ('Usual', '{}')");
            await transaction.CommitAsync();
        });
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params int[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }
}
