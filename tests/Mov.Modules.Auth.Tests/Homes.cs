using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Auth.Tests;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

[assembly: AssemblyFixture(typeof(Homes))]

namespace Mov.Modules.Auth.Tests;

/// <summary>One application per test class: its tests run one after the other, and each brings people of its own.</summary>
public sealed class Homes : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Type, Task<TestApp>> _apps = new();

    public Task<TestApp> OfAsync(Type test, StorageMode mode, CancellationToken cancellationToken) =>
        _apps.GetOrAdd(test, _ => AloneAsync(mode, cancellationToken));

    /// <summary>An application in which only this module has a database; what the others would do when an account is deactivated is left out.</summary>
    public static Task<TestApp> AloneAsync(StorageMode mode, CancellationToken cancellationToken, Action<IServiceCollection>? add = null, TestHome? home = null) => TestApp.CreateAsync(
        mode,
        cancellationToken,
        services =>
        {
            KeepFirst<IModuleDatabase>(services);
            KeepFirst<IOutbox>(services);
            services.RemoveAll<IAccountSuspension>();
            services.RemoveAll<IIntegrationEventHandler<AccountDeactivated>>();
            services.RemoveAll<IIntegrationEventHandler<AccountReactivated>>();
            add?.Invoke(services);
        },
        home: home);

    // Modules are registered from the lowest to the highest, and this is the lowest.
    private static void KeepFirst<T>(IServiceCollection services) =>
        services.Where(service => service.ServiceType == typeof(T)).Skip(1).ToList().ForEach(service => services.Remove(service));

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps.Values.Where(app => app.IsCompletedSuccessfully))
        {
            await (await app).DisposeAsync();
        }
    }
}
