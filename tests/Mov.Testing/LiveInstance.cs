using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Mov.Modules.Shared;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Storage;

namespace Mov.Testing;

/// <summary>The part of an instance by which it hears and is heard: several of them in one home are several instances of an installation.</summary>
public sealed class LiveInstance : IAsyncDisposable
{
    private readonly TestHome _home;
    private readonly ServiceProvider _services;

    private LiveInstance(TestHome home, ServiceProvider services)
    {
        _home = home;
        _services = services;
    }

    public ILiveUpdates Live => _services.GetRequiredService<ILiveUpdates>();

    /// <param name="home">Goes with the instance.</param>
    /// <param name="cancellationToken">The test's.</param>
    /// <param name="redis">Another way to Redis than the home's.</param>
    public static async Task<LiveInstance> StartAsync(TestHome home, CancellationToken cancellationToken, string? redis = null)
    {
        Dictionary<string, string?> settings = new(home.Settings, StringComparer.Ordinal);
        if (redis is not null)
        {
            settings["ConnectionStrings:Redis"] = redis;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration)
            .AddSharedModule(StorageSettings.From(configuration, home.Folder, isProduction: false))
            .BuildServiceProvider();
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellationToken);
        }

        return new LiveInstance(home, services);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
        await _home.DisposeAsync();
    }
}
