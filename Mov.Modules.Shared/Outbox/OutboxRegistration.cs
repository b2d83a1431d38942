using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Mov.Modules.Shared.Outbox;

/// <summary>How a module takes part: with an outbox of its own, and with handlers of what others tell.</summary>
public static class OutboxRegistration
{
    /// <summary>Delivers the outbox of a module's database while the host runs.</summary>
    public static IServiceCollection AddOutbox<TContext>(this IServiceCollection services, string database)
        where TContext : DbContext
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<OutboxDispatcher<TContext>>(provider, database));
        services.AddSingleton<IOutbox>(provider => provider.GetRequiredService<OutboxDispatcher<TContext>>());
        return services.AddHostedService(provider => provider.GetRequiredService<OutboxDispatcher<TContext>>());
    }

    /// <summary>Sends every <typeparamref name="TEvent"/> of any module to <typeparamref name="THandler"/>, which lives as long as one batch.</summary>
    public static IServiceCollection AddIntegrationEventHandler<TEvent, THandler>(this IServiceCollection services)
        where TEvent : IIntegrationEvent
        where THandler : class, IIntegrationEventHandler<TEvent>
    {
        services.AddScoped<IIntegrationEventHandler<TEvent>, THandler>();
        return services.AddSingleton<IEventRoute, EventRoute<TEvent>>();
    }
}
