using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Chat;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Data.Mongo;
using Mov.Modules.Messaging.Data.Sqlite;
using Mov.Modules.Messaging.Notifications;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging;

/// <summary>The one way into the module.</summary>
public static class MessagingModule
{
    private const string Name = "messaging";

    /// <summary>Registers what <c>Contracts</c> promises.</summary>
    public static IServiceCollection AddMessagingModule(this IServiceCollection services, StorageSettings storage) => services
        .AddStores(storage)
        .AddChat()
        .AddNotifications();

    private static IServiceCollection AddStores(this IServiceCollection services, StorageSettings storage) =>
        storage.Mode == StorageMode.Servers ? services.AddMongoStores() : services.AddSqliteStores(storage);

    private static IServiceCollection AddMongoStores(this IServiceCollection services) => services
        .AddSingleton<MongoDatabases>()
        .AddMongoModuleDatabase(DatabaseNames.Chat, MongoSteps.Chat)
        .AddMongoModuleDatabase(DatabaseNames.Notifications, MongoSteps.Notifications)
        .AddSingleton<IMessageStore, MongoMessageStore>()
        .AddSingleton<IVisitStore, MongoVisitStore>()
        .AddSingleton<INotificationStore, MongoNotificationStore>();

    private static IServiceCollection AddMongoModuleDatabase(this IServiceCollection services, string database, IReadOnlyList<MongoStep> steps) =>
        services.AddSingleton<IModuleDatabase>(provider => ActivatorUtilities.CreateInstance<MongoModuleDatabase>(provider, Name, database, steps));

    private static IServiceCollection AddSqliteStores(this IServiceCollection services, StorageSettings storage) => services
        .AddModuleDatabase<ChatContext, SqliteChatContext, SqliteChatContext>(storage, Name, DatabaseNames.Chat)
        .AddModuleDatabase<NotificationsContext, SqliteNotificationsContext, SqliteNotificationsContext>(storage, Name, DatabaseNames.Notifications)
        .AddSingleton<IMessageStore, SqliteMessageStore>()
        .AddSingleton<IVisitStore, SqliteVisitStore>()
        .AddSingleton<INotificationStore, SqliteNotificationStore>();

    private static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddOptions<ChatSettings>().BindConfiguration(ChatSettings.Section).Validate(ChatSettings.IsValid, ChatSettings.Rule).ValidateOnStart().Services
        .AddSingleton<MessageIds>()
        .AddSingleton<SendingPace>()
        .AddSingleton<RoomPeople>()
        .AddSingleton<ChatBell>()
        .AddSingleton<ChatDispatcher>()
        .AddSingleton<IOutbox>(provider => provider.GetRequiredService<ChatDispatcher>())
        .AddHostedService(provider => provider.GetRequiredService<ChatDispatcher>())
        .AddScoped<RoomDoor>()
        .AddScoped<RoomFanOut>()
        .AddScoped<AnnouncementFanOut>()
        .AddScoped<IRoomPresence, RoomPresence>()
        .AddIntegrationEventHandler<EnrollmentCanceled, RoomClosing>()
        .AddScoped<IEventChat, EventChat>();

    private static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddScoped<INotifications, NotificationCenter>()
        .AddScoped<NotificationWriter>()
        .AddIntegrationEventHandler<ParticipantEnrolled, PersonalNotices>()
        .AddIntegrationEventHandler<ParticipantWaitlisted, PersonalNotices>()
        .AddIntegrationEventHandler<ParticipantPromoted, PersonalNotices>()
        .AddIntegrationEventHandler<EnrollmentCanceled, PersonalNotices>()
        .AddIntegrationEventHandler<EventFilled, PersonalNotices>()
        .AddIntegrationEventHandler<EventUpdated, AudienceNotices>()
        .AddIntegrationEventHandler<EventCanceled, AudienceNotices>()
        .AddIntegrationEventHandler<EventStarted, AudienceNotices>();
}
