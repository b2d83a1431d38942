using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using Mov.Testing.Invariants;

namespace Mov.EndToEnd.Tests.Storms;

/// <summary>The whole house in a storm: every answer is true afterwards, and every invariant holds across the databases.</summary>
public sealed class StormTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageMode.Embedded, 1)]
    [InlineData(StorageMode.Servers, 2)]
    public Task After_a_storm_with_cancellations_and_deactivations_every_invariant_holds(StorageMode mode, int seed) => WeatherAsync(mode, seed, actionsEach: 5);

    [Theory]
    [Trait("Category", "Soak")]
    [InlineData(StorageMode.Embedded, 11)]
    [InlineData(StorageMode.Servers, 12)]
    [InlineData(StorageMode.Servers, 13)]
    public Task After_a_long_storm_every_invariant_holds(StorageMode mode, int seed) => WeatherAsync(mode, seed, actionsEach: 40);

    [Fact]
    public Task Two_processes_on_one_set_of_databases_weather_a_storm_together() => WeatherTogetherAsync(seed: 3, actionsEach: 5);

    [Fact]
    [Trait("Category", "Soak")]
    public Task Two_processes_weather_a_long_storm_together() => WeatherTogetherAsync(seed: 14, actionsEach: 40);

    private static async Task WeatherAsync(StorageMode mode, int seed, int actionsEach)
    {
        await using var home = TestHome.Create(mode);
        await using var app = await TestApp.CreateAsync(mode, Token, services => services.AddSingleton(TimeProvider.System), home: home);
        await app.StartBackgroundWorkAsync(Token);
        await WeatherAsync(new Storm([new InnerSite(app)], seed, withMessages: true), home, actionsEach);
    }

    private static async Task WeatherTogetherAsync(int seed, int actionsEach)
    {
        await using var first = await MovServer.StartAsync(StorageMode.Servers, Token, withSideDoor: true);
        await using var second = await MovServer.StartAsync(StorageMode.Servers, Token, home: first.Home, withSideDoor: true);
        using var here = new OuterSite(first);
        using var there = new OuterSite(second);
        await WeatherAsync(new Storm([here, there], seed), first.Home, actionsEach);
    }

    private static async Task WeatherAsync(Storm storm, TestHome home, int actionsEach)
    {
        await storm.PrepareAsync(Token);
        await storm.RageAsync(actionsEach, Token);
        await HouseInvariants.HoldAsync(home, Token, TimeSpan.FromMinutes(2));
        Assert.Empty(await storm.Beliefs.FindLiesAsync(home, Token));
        Assert.True(storm.Beliefs.Answers > 50 * actionsEach, $"Only {storm.Beliefs.Answers} answers came.");
    }
}
