using Mov.Modules.Enrollments.Seats;
using Mov.Modules.Enrollments.Tests.Given;
using Mov.Modules.Shared.Storage;
using Npgsql;

namespace Mov.Modules.Enrollments.Tests;

/// <summary>How the database finds what the seats ask for.</summary>
public sealed class SeatPlanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_batch_reads_a_whole_table_however_small_it_was_when_its_plan_was_made()
    {
        await using var home = Home.Create(StorageMode.Servers);
        await PassAsync(home, users: Enumerable.Range(1, 20));
        await using (var source = NpgsqlDataSource.Create(home.ConnectionString))
        {
            // As small as a table can be known to be: the planner would read it whole.
            await using var analyze = source.CreateCommand("VACUUM ANALYZE");
            await analyze.ExecuteNonQueryAsync(Token);
        }

        var (scansBefore, lookupsBefore) = await CountAsync(home);
        await PassAsync(home, users: Enumerable.Range(21, 20));
        var (scans, lookups) = await CountAsync(home);

        Assert.True(lookups - lookupsBefore >= 40, $"Only {lookups - lookupsBefore} looks into the indexes were counted.");
        Assert.Equal(scansBefore, scans);
    }

    /// <summary>People enroll and wait, and some give their seats back, at an instance that is gone afterwards, so that the server has counted what it did.</summary>
    private static async Task PassAsync(Home home, IEnumerable<int> users)
    {
        await using var world = await World.CreateAsync(StorageMode.Servers, Token, home: home);
        var meetup = world.Events.Add(seats: 10).EventId;
        await world.EnrolledAsync(meetup, users, Token);
        foreach (var user in users.Take(5))
        {
            await world.Engine.AskAsync(meetup, new SeatRequest.Leave(user, user), Token);
        }
    }

    private static async Task<(long Scans, long Lookups)> CountAsync(Home home)
    {
        await using var source = NpgsqlDataSource.Create(home.ConnectionString);
        await using var command = source.CreateCommand(
            "SELECT sum(seq_scan)::bigint, sum(idx_scan)::bigint FROM pg_stat_user_tables WHERE relname IN ('enrollments', 'waitlist', 'waitlist_blocks', 'event_seats')");
        await using var row = await command.ExecuteReaderAsync(Token);
        await row.ReadAsync(Token);
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
