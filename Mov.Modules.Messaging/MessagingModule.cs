using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging;

/// <summary>The one way into the module.</summary>
public static class MessagingModule
{
    /// <summary>Registers what <c>Contracts</c> promises.</summary>
    public static IServiceCollection AddMessagingModule(this IServiceCollection services, StorageSettings storage) => services;
}
