using System.Diagnostics;
using Mov.EndToEnd.Tests.Storms;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using Mov.Testing.Invariants;

namespace Mov.EndToEnd.Tests.Faults;

/// <summary>The application and its servers die in the middle of storms. What was acknowledged before is true afterwards, and nothing is lost or doubled.</summary>
[Trait("Category", "Soak")]
public sealed class FaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageMode.Embedded, 21)]
    [InlineData(StorageMode.Servers, 22)]
    public async Task Killed_ten_times_in_the_middle_of_a_storm_the_application_keeps_every_promise(StorageMode mode, int seed)
    {
        await using var home = TestHome.Create(mode);
        var server = await MovServer.StartAsync(mode, Token, home: home, withSideDoor: true);
        using var site = new OuterSite(server);
        await RageAsync(new Storm([site], seed, withMessages: true), home, async storm =>
        {
            for (var kill = 0; kill < 10; kill++)
            {
                await storm.GoesOnAsync(200, Token);
                await server.KillAsync();
                await server.DisposeAsync();
                site.Server = server = await MovServer.StartAsync(mode, Token, home: home, withSideDoor: true);
            }

            await storm.GoesOnAsync(200, Token);
        });
        await server.DisposeAsync();
    }

    [Fact]
    public async Task One_of_two_instances_killed_five_times_leaves_nothing_undone()
    {
        await using var home = TestHome.Create(StorageMode.Servers);
        await using var survivor = await MovServer.StartAsync(StorageMode.Servers, Token, home: home, withSideDoor: true);
        using var here = new OuterSite(survivor);
        using var there = new OuterSite(await MovServer.StartAsync(StorageMode.Servers, Token, home: home, withSideDoor: true));
        await RageAsync(new Storm([here, there], seed: 23, withMessages: true), home, async _ =>
        {
            // Each of the two, or the survivor alone would fill the time in which the other has come back and nobody has met it yet.
            for (var kill = 0; kill < 5; kill++)
            {
                await there.GoesOnAsync(100, Token);
                await there.Server.KillAsync();
                await there.Server.DisposeAsync();
                await here.GoesOnAsync(100, Token);
                there.Server = await MovServer.StartAsync(StorageMode.Servers, Token, home: home, withSideDoor: true);
            }

            await there.GoesOnAsync(100, Token);
        });
        await there.Server.DisposeAsync();
    }

    [Fact]
    public async Task PostgreSQL_crashed_three_times_in_the_middle_of_a_storm_loses_nothing_that_was_acknowledged()
    {
        await using var servers = await PrivateServers.StartAsync(Token);
        await using var server = await MovServer.StartAsync(StorageMode.Servers, Token, home: servers.Home, withSideDoor: true);
        using var site = new OuterSite(server);
        await RageAsync(new Storm([site], seed: 24, withMessages: true), servers.Home, async storm =>
        {
            for (var crash = 0; crash < 3; crash++)
            {
                await storm.GoesOnAsync(300, Token);
                await servers.CrashAsync("postgres", Token);
                await PassAsync(TimeSpan.FromSeconds(3));
                await servers.BringBackAsync(Token);
            }

            await storm.GoesOnAsync(300, Token);
        });
    }

    [Fact]
    public async Task MongoDB_away_for_half_a_minute_costs_no_enrollment_and_no_message_that_was_acknowledged()
    {
        await using var servers = await PrivateServers.StartAsync(Token);
        await using var server = await MovServer.StartAsync(StorageMode.Servers, Token, home: servers.Home, withSideDoor: true);
        using var site = new OuterSite(server);
        await RageAsync(new Storm([site], seed: 25, withMessages: true), servers.Home, async storm =>
        {
            await storm.GoesOnAsync(500, Token);
            servers.MongoRoad.Cut();
            var before = storm.Beliefs.Answers;
            await PassAsync(TimeSpan.FromSeconds(30));
            Assert.True(storm.Beliefs.Answers - before > 100, $"Without MongoDB only {storm.Beliefs.Answers - before} answers came in half a minute.");
            servers.MongoRoad.Mend();
            await storm.GoesOnAsync(500, Token);
        });
    }

    [Fact]
    public async Task Redis_away_and_back_empty_is_noticed_by_nobody()
    {
        await using var servers = await PrivateServers.StartAsync(Token);
        await using var first = await MovServer.StartAsync(StorageMode.Servers, Token, home: servers.Home, withSideDoor: true);
        await using var second = await MovServer.StartAsync(StorageMode.Servers, Token, home: servers.Home, withSideDoor: true);
        using var here = new OuterSite(first);
        using var there = new OuterSite(second);
        var storm = new Storm([here, there], seed: 26, withMessages: true);
        await RageAsync(storm, servers.Home, async _ =>
        {
            await storm.GoesOnAsync(300, Token);
            await servers.CrashAsync("redis", Token);
            await storm.GoesOnAsync(500, Token);
            await PassAsync(TimeSpan.FromSeconds(10));
            await servers.BringBackAsync(Token);
            await storm.GoesOnAsync(300, Token);
        });
        Assert.Equal(0, storm.Beliefs.Unanswered);
    }

    /// <summary>Lets a storm rage while the fault happens, and looks at everything afterwards.</summary>
    private static async Task RageAsync(Storm storm, TestHome home, Func<Storm, Task> fault)
    {
        await storm.PrepareAsync(Token);
        using var over = new CancellationTokenSource();
        var raging = storm.RageAsync(int.MaxValue, Token, over.Token);
        var failing = fault(storm);
        await Task.WhenAny(raging, failing);
        await over.CancelAsync();
        await failing;
        await raging;
        await HouseInvariants.HoldAsync(home, Token, Patience);
        Assert.Empty(await storm.Beliefs.FindLiesAsync(home, Token));
        TestContext.Current.SendDiagnosticMessage("{0} answers, {1} without one", storm.Beliefs.Answers, storm.Beliefs.Unanswered);
    }

    private static Task PassAsync(TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        return Eventually.TrueAsync(() => Stopwatch.GetElapsedTime(started) >= time, "time passes", Token, time * 2);
    }
}
