using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth;

/// <summary>The one way into the module.</summary>
public static class AuthModule
{
    /// <summary>Registers what <c>Contracts</c> promises.</summary>
    public static IServiceCollection AddAuthModule(this IServiceCollection services, StorageSettings storage) => services;
}
