using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Enrollments.Enrolling;
using Mov.Modules.Enrollments.Lists;
using Mov.Modules.Enrollments.Seats;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Enrollments;

/// <summary>The one way into the module.</summary>
public static class EnrollmentsModule
{
    /// <summary>Registers what <c>Contracts</c> promises, and the seat ledger that Events asks.</summary>
    public static IServiceCollection AddEnrollmentsModule(this IServiceCollection services, StorageSettings storage)
    {
        services.AddOptions<EnrollmentsSettings>().BindConfiguration(EnrollmentsSettings.Section);
        services.AddLocalization();
        services.AddMemoryCache();
        services.AddModuleDatabase<EnrollmentsDbContext, PostgresEnrollmentsDbContext, SqliteEnrollmentsDbContext>(storage, "enrollments", DatabaseNames.Enrollments);
        services.AddOutbox<EnrollmentsDbContext>(DatabaseNames.Enrollments);
        services.AddSeats(storage);
        services.AddScoped<IEnrollments, EnrollmentDesk>();
        services.AddSingleton<OwnRows>();
        services.AddSingleton<KnownSeats>();
        services.AddScoped<Places>();
        services.AddScoped<SeatCounts>();
        services.AddScoped<AttendeeList>();
        services.AddScoped<IEventAudience, Audience>();
        services.AddIntegrationEventHandler<EventPublished, SynchronizeSeats>();
        services.AddIntegrationEventHandler<EventCapacityChanged, SynchronizeSeats>();
        services.AddIntegrationEventHandler<EventStarted, SynchronizeSeats>();
        services.AddIntegrationEventHandler<EventCompleted, SynchronizeSeats>();
        services.AddIntegrationEventHandler<EventCanceled, SynchronizeSeats>();
        services.AddIntegrationEventHandler<OrganizerStandingChanged, SynchronizeSeats>();
        return services.AddIntegrationEventHandler<SeatsTaken, TellParticipantCounts>();
    }

    private static void AddSeats(this IServiceCollection services, StorageSettings storage)
    {
        services.AddSingleton(new SeatLocking());
        if (storage.Mode == StorageMode.Servers)
        {
            services.AddSingleton<ISeatStore, PostgresSeatStore>();
        }
        else
        {
            services.AddSingleton<ISeatStore, SqliteSeatStore>();
        }

        services.AddSingleton<SeatAnnouncer>();
        services.AddSingleton<SeatDecider>();
        services.AddSingleton<SeatEngine>();
        services.AddHostedService(provider => provider.GetRequiredService<SeatEngine>());
        services.AddSingleton<SeatReconciler>();
        services.AddHostedService(provider => provider.GetRequiredService<SeatReconciler>());
        services.AddSingleton<ISeatLedger, SeatLedger>();
    }
}
