using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events;

/// <summary>The one way into the module.</summary>
public static class EventsModule
{
    /// <summary>Registers what <c>Contracts</c> promises.</summary>
    public static IServiceCollection AddEventsModule(this IServiceCollection services, StorageSettings storage) => services;
}
