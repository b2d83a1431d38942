using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Auth.Contracts;
using Mov.Testing;

namespace Mov.Modules.Auth.Tests;

/// <summary>Administration as one request sees it.</summary>
public sealed class AdministrationScope(TestApp app) : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope = app.Services.CreateAsyncScope();

    public IAccountAdministration Administration => _scope.ServiceProvider.GetRequiredService<IAccountAdministration>();

    public ValueTask DisposeAsync() => _scope.DisposeAsync();
}
