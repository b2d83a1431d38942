using Mov.Modules.Shared.Storage;
using Mov.Testing;
using Mov.Testing.Invariants;
using Microsoft.Extensions.DependencyInjection;

namespace Mov.EndToEnd.Tests.Storms;

/// <summary>The whole house in a storm: every answer is true afterwards, and every invariant holds across the databases.</summary>
public sealed class StormTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageMode.Embedded, 1)]
    [InlineData(StorageMode.Servers, 2)]
    public async Task After_a_storm_with_cancellations_and_deactivations_every_invariant_holds(StorageMode mode, int seed)
    {
        await using var home = TestHome.Create(mode);
        await using var app = await TestApp.CreateAsync(mode, Token, services => services.AddSingleton(TimeProvider.System), home: home);
        await app.StartBackgroundWorkAsync(Token);
        var storm = new Storm([new InnerSite(app)], seed, withMessages: true);
        await storm.PrepareAsync(Token);
        await storm.RageAsync(actionsEach: 5, Token);
        await HouseInvariants.HoldAsync(home, Token, TimeSpan.FromMinutes(2));
        Assert.Empty(await storm.Beliefs.FindLiesAsync(home, Token));
        Assert.True(storm.Beliefs.Answers > 300, $"Only {storm.Beliefs.Answers} answers came.");
    }

    [Fact]
    public async Task Two_processes_on_one_set_of_databases_weather_a_storm_together()
    {
        await using var first = await MovServer.StartAsync(StorageMode.Servers, Token, withSideDoor: true);
        await using var second = await MovServer.StartAsync(StorageMode.Servers, Token, home: first.Home, withSideDoor: true);
        using var here = new OuterSite(first);
        using var there = new OuterSite(second);
        var storm = new Storm([here, there], seed: 3);
        await storm.PrepareAsync(Token);
        await storm.RageAsync(actionsEach: 5, Token);
        await HouseInvariants.HoldAsync(first.Home, Token, TimeSpan.FromMinutes(2));
        Assert.Empty(await storm.Beliefs.FindLiesAsync(first.Home, Token));
        Assert.True(storm.Beliefs.Answers > 300, $"Only {storm.Beliefs.Answers} answers came.");
    }
}
