using System.Collections.Concurrent;
using Mov.Modules.Auth.Tests;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

[assembly: AssemblyFixture(typeof(Homes))]

namespace Mov.Modules.Auth.Tests;

/// <summary>One application per test class: its tests run one after the other, and each brings people of its own.</summary>
public sealed class Homes : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Type, Task<TestApp>> _apps = new();

    public Task<TestApp> OfAsync(Type test, StorageMode mode, CancellationToken cancellationToken) =>
        _apps.GetOrAdd(test, _ => TestApp.CreateAsync(mode, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps.Values.Where(app => app.IsCompletedSuccessfully))
        {
            await (await app).DisposeAsync();
        }
    }
}
