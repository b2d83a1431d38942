using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Catalog;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;
using Mov.Modules.Events.Lifecycle;
using Mov.Modules.Events.Management;
using Mov.Modules.Events.Organizers;
using Mov.Modules.Events.Seats;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events;

/// <summary>The one way into the module.</summary>
public static class EventsModule
{
    /// <summary>Registers what <c>Contracts</c> promises. Needs an <see cref="ISeatLedger"/>, which Enrollments brings.</summary>
    public static IServiceCollection AddEventsModule(this IServiceCollection services, StorageSettings storage)
    {
        services.AddOptions<EventsSettings>().BindConfiguration(EventsSettings.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EventsSettings>, EventsSettingsValidator>();

        services.AddLocalization();
        services.AddModuleDatabase<EventsDbContext, EventsPostgresDbContext, EventsSqliteDbContext>(storage, "events", DatabaseNames.Events);
        services.AddOutbox<EventsDbContext>(DatabaseNames.Events);

        services.AddScoped<IEventCatalog, EventCatalog>();
        services.AddScoped<EventDescriptions>();
        services.AddSingleton<EventReads>();
        services.AddSingleton<CategoryTotals>();

        services.AddScoped<IEventManagement, EventManagement>();
        services.AddScoped<OrganizerRights>();
        services.AddScoped<EventEdits>();
        services.AddScoped<EventMoves>();

        services.AddScoped<SeatHolds>();
        services.AddScoped<IParticipantCounts, ParticipantCounts>();

        services.AddScoped<OrganizerStandings>();
        services.AddScoped<IAccountSuspension>(provider => provider.GetRequiredService<OrganizerStandings>());
        services.AddIntegrationEventHandler<AccountDeactivated, AccountStandingHandler>();
        services.AddIntegrationEventHandler<AccountReactivated, AccountStandingHandler>();

        services.AddSingleton<EventClock>();
        services.AddHostedService(provider => provider.GetRequiredService<EventClock>());
        services.AddHostedService<OrganizerReview>();
        return services;
    }
}
