using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Shared.Storage;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.Hosting;

public sealed class HealthTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task Readiness_names_every_database_and_redis(StorageMode mode)
    {
        await using var site = MovSite.Start(mode, mode == StorageMode.Servers ? "Development" : "Test");

        var ready = await site.NewVisitor().GetAsync("/health/ready", Cancellation);

        Assert.Equal(HttpStatusCode.OK, ready.Status);
        var checks = JsonDocument.Parse(ready.Source).RootElement.GetProperty("checks");
        Assert.Equal(
            ["mov_auth", "mov_events", "mov_enrollments", "mov_chat", "mov_notifications", "redis"],
            checks.EnumerateObject().Select(check => check.Name));
        Assert.Equal(0, checks.GetProperty("mov_auth").GetProperty("outboxParked").GetInt32());
    }

    [Theory]
    [InlineData("mov_events", HttpStatusCode.ServiceUnavailable, "Unhealthy")]
    [InlineData("mov_chat", HttpStatusCode.OK, "Degraded")]
    public async Task A_relational_database_that_is_away_makes_it_unready_and_mongodb_only_degraded(string away, HttpStatusCode status, string said)
    {
        await using var site = MovSite.Start(replace: services =>
        {
            var all = services.Where(service => service.ServiceType == typeof(IModuleDatabase)).ToList();
            all.ForEach(service => services.Remove(service));
            all.ForEach(service => services.AddSingleton<IModuleDatabase>(provider => new Away(
                service.ImplementationInstance as IModuleDatabase
                    ?? (service.ImplementationFactory is { } make
                        ? (IModuleDatabase)make(provider)
                        : (IModuleDatabase)ActivatorUtilities.CreateInstance(provider, service.ImplementationType!)),
                away)));
        });

        var ready = await site.NewVisitor().GetAsync("/health/ready", Cancellation);
        var live = await site.NewVisitor().GetAsync("/health/live", Cancellation);

        Assert.Equal(status, ready.Status);
        var root = JsonDocument.Parse(ready.Source).RootElement;
        Assert.Equal(said, root.GetProperty("status").GetString());
        Assert.Equal("does not answer", root.GetProperty("checks").GetProperty(away).GetProperty("description").GetString());
        Assert.Equal(HttpStatusCode.OK, live.Status);
    }

    private sealed class Away(IModuleDatabase real, string name) : IModuleDatabase
    {
        public string Module => real.Module;

        public string Database => real.Database;

        public Task<IReadOnlyList<string>> FindObstaclesAsync(CancellationToken cancellationToken) => real.FindObstaclesAsync(cancellationToken);

        public Task<IReadOnlyList<MigrationState>> ReadMigrationsAsync(CancellationToken cancellationToken) => real.ReadMigrationsAsync(cancellationToken);

        public Task<IReadOnlyList<string>> MigrateAsync(string? target, CancellationToken cancellationToken) => real.MigrateAsync(target, cancellationToken);

        public async Task<bool> AnswersAsync(CancellationToken cancellationToken) => real.Database != name && await real.AnswersAsync(cancellationToken);
    }
}
