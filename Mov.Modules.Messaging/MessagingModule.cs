using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Chat;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Data.Mongo;
using Mov.Modules.Messaging.Data.Sqlite;
using Mov.Modules.Messaging.Notifications;
using Mov.Modules.Messaging.Notifications.Mail;
using Mov.Modules.Messaging.Notifications.Preferences;
using Mov.Modules.Messaging.Notifications.Reminders;
using Mov.Modules.Messaging.Notifications.Retention;
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
        .AddNotifications()
        .AddMails()
        .AddReminders()
        .AddLocalization();

    private static IServiceCollection AddStores(this IServiceCollection services, StorageSettings storage) =>
        storage.Mode == StorageMode.Servers ? services.AddMongoStores() : services.AddSqliteStores(storage);

    private static IServiceCollection AddMongoStores(this IServiceCollection services) => services
        .AddSingleton<MongoDatabases>()
        .AddMongoModuleDatabase(DatabaseNames.Chat, MongoSteps.Chat)
        .AddMongoModuleDatabase(DatabaseNames.Notifications, MongoSteps.Notifications)
        .AddSingleton<IMessageStore, MongoMessageStore>()
        .AddSingleton<IVisitStore, MongoVisitStore>()
        .AddSingleton<INotificationStore, MongoNotificationStore>()
        .AddSingleton<IPreferenceStore, MongoPreferenceStore>()
        .AddSingleton<IMailQueue, MongoMailQueue>()
        .AddSingleton<IReminderLog, MongoReminderLog>()
        .AddSingleton<IRetention, MongoRetention>();

    private static IServiceCollection AddMongoModuleDatabase(this IServiceCollection services, string database, IReadOnlyList<MongoStep> steps) =>
        services.AddSingleton<IModuleDatabase>(provider => ActivatorUtilities.CreateInstance<MongoModuleDatabase>(provider, Name, database, steps));

    private static IServiceCollection AddSqliteStores(this IServiceCollection services, StorageSettings storage) => services
        .AddModuleDatabase<ChatContext, SqliteChatContext, SqliteChatContext>(storage, Name, DatabaseNames.Chat)
        .AddModuleDatabase<NotificationsContext, SqliteNotificationsContext, SqliteNotificationsContext>(storage, Name, DatabaseNames.Notifications)
        .AddSingleton<IMessageStore, SqliteMessageStore>()
        .AddSingleton<IVisitStore, SqliteVisitStore>()
        .AddSingleton<INotificationStore, SqliteNotificationStore>()
        .AddSingleton<IPreferenceStore, SqlitePreferenceStore>()
        .AddSingleton<IMailQueue, SqliteMailQueue>()
        .AddSingleton<IReminderLog, SqliteReminderLog>()
        .AddSingleton<IRetention, SqliteRetention>();

    private static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddOptions<ChatSettings>().BindConfiguration(ChatSettings.Section).Validate(ChatSettings.IsValid, ChatSettings.Rule).ValidateOnStart().Services
        .AddSingleton<MessageIds>()
        .AddSingleton<RoomNews>()
        .AddSingleton<RoomVisits>()
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
        .AddOptions<NotificationSettings>().BindConfiguration(NotificationSettings.Section)
        .Validate(NotificationSettings.IsValid, NotificationSettings.Rule).ValidateOnStart().Services
        .AddScoped<INotifications, NotificationCenter>()
        .AddScoped<INotificationPreferences, NotificationPreferences>()
        .AddSingleton<NotificationWords>()
        .AddMemoryCache()
        .AddSingleton<UnreadCounts>()
        .AddSingleton<ChannelChoices>()
        .AddHostedService<ReadRetention>()
        .AddScoped<NotificationWriter>()
        .AddIntegrationEventHandler<ParticipantEnrolled, PersonalNotices>()
        .AddIntegrationEventHandler<ParticipantWaitlisted, PersonalNotices>()
        .AddIntegrationEventHandler<ParticipantPromoted, PersonalNotices>()
        .AddIntegrationEventHandler<EnrollmentCanceled, PersonalNotices>()
        .AddIntegrationEventHandler<EventFilled, PersonalNotices>()
        .AddIntegrationEventHandler<EventUpdated, AudienceNotices>()
        .AddIntegrationEventHandler<EventCanceled, AudienceNotices>()
        .AddIntegrationEventHandler<EventStarted, AudienceNotices>();

    private static IServiceCollection AddMails(this IServiceCollection services) => services
        .AddSingleton<UnsubscribeTokens>()
        .AddSingleton<MailBell>()
        .AddSingleton<MessageMails>()
        .AddScoped<NotificationMails>()
        .AddSingleton<MailDispatcher>()
        .AddSingleton<IOutbox>(provider => provider.GetRequiredService<MailDispatcher>())
        .AddHostedService(provider => provider.GetRequiredService<MailDispatcher>());

    private static IServiceCollection AddReminders(this IServiceCollection services) => services
        .AddScoped<ReminderRound>()
        .AddHostedService<ReminderClock>();
}
