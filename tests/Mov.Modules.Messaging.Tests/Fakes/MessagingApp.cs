using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Chat;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Notifications.Mail;
using Mov.Modules.Messaging.Notifications.Reminders;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Mail;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Site;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Tests.Fakes;

/// <summary>The module on a home of its own, among accounts and events that a test sets up: Olga organizes, Ada, Ben and Cleo take part.</summary>
internal sealed class MessagingApp : IAsyncDisposable
{
    public const int Olga = 1;
    public const int Ada = 2;
    public const int Ben = 3;
    public const int Cleo = 4;
    public const int Meetup = 42;

    private readonly MessagingHome _home;
    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;

    private MessagingApp(MessagingHome home, ServiceProvider services, FakeTimeProvider time, FakeEvents events, FakeUsers users, LiveLog live)
    {
        _home = home;
        _services = services;
        _scope = services.CreateAsyncScope();
        Time = time;
        Events = events;
        Users = users;
        Live = live;
    }

    public FakeEvents Events { get; }

    public FakeUsers Users { get; }

    public LiveLog Live { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>Where the files are, without servers.</summary>
    public string Folder => _home.Storage.Path;

    public required FakePost Post { get; init; }

    public INotificationPreferences Preferences => _scope.ServiceProvider.GetRequiredService<INotificationPreferences>();

    public MailDispatcher Mails => Get<MailDispatcher>();

    public IMailQueue MailQueue => Get<IMailQueue>();

    public IEventChat Chat => _scope.ServiceProvider.GetRequiredService<IEventChat>();

    public INotifications Notifications => _scope.ServiceProvider.GetRequiredService<INotifications>();

    public IMessageStore Messages => Get<IMessageStore>();

    public INotificationStore NotificationStore => Get<INotificationStore>();

    public ChatDispatcher Dispatcher => Get<ChatDispatcher>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<MessagingApp> StartAsync(
        StorageMode mode, Action<IServiceCollection>? replace = null, IReadOnlyDictionary<string, string?>? settings = null, MessagingHome? home = null)
    {
        var events = new FakeEvents();
        var users = new FakeUsers();
        var live = new LiveLog();
        users.Add(Olga, "Olga", UserRole.Organizer);
        users.Add(Ada, "Ada");
        users.Add(Ben, "Ben");
        users.Add(Cleo, "Cleo");
        events.Add(Meetup, Olga, "Sourdough for the impatient", enrolled: [Ada, Ben]);
        var post = new FakePost();
        home ??= MessagingHome.Create(mode, settings);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(home.Configuration)
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<OutboxWakeUp>()
            .AddSingleton<ILiveUpdates>(live)
            .AddSingleton<ILiveWatch>(live)
            .AddSingleton<IEventCatalog>(events)
            .AddSingleton<IEventAudience>(events)
            .AddSingleton<IUserDirectory>(users)
            .AddSingleton(home.Storage)
            .AddSingleton<IMailSender>(post)
            .AddMessagingModule(home.Storage);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddOptions<SiteSettings>().Configure(site => site.BaseUrl = "https://mov.example");
        replace?.Invoke(services);
        var app = new MessagingApp(home, services.BuildServiceProvider(), time, events, users, live) { Post = post };
        foreach (var database in app._services.GetServices<IModuleDatabase>())
        {
            await database.MigrateAsync(null, TestContext.Current.CancellationToken);
        }

        return app;
    }

    /// <summary>Hands deliveries to the module's handlers as the outbox does.</summary>
    public async Task DeliverAsync<TEvent>(IReadOnlyList<Delivery<TEvent>> deliveries, CancellationToken? cancellation = null)
        where TEvent : IIntegrationEvent
    {
        await using var scope = _services.CreateAsyncScope();
        foreach (var handler in scope.ServiceProvider.GetServices<IIntegrationEventHandler<TEvent>>()
            .Where(handler => handler.GetType().Assembly == typeof(MessagingModule).Assembly))
        {
            await handler.HandleAsync(deliveries, cancellation ?? TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Sends as somebody who may, a second after the last message.</summary>
    public async Task<ChatMessage> SendAsync(int userId, string text, int eventId = Meetup)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        var sent = await Chat.SendAsync(eventId, userId, text, clientId: null, TestContext.Current.CancellationToken);
        Assert.True(sent.IsSuccess, string.Join(' ', sent.Errors));
        return sent.Value;
    }

    public Task<int> TellAsync() => Dispatcher.DrainAsync(TestContext.Current.CancellationToken);

    public Task<int> SendMailsAsync() => Mails.DrainAsync(TestContext.Current.CancellationToken);

    /// <summary>Chooses for somebody.</summary>
    public async Task ChooseAsync(int userId, string type, NotificationChannels channels)
    {
        var saved = await Preferences.SaveAsync(userId, new Dictionary<string, NotificationChannels>(StringComparer.Ordinal) { [type] = channels }, TestContext.Current.CancellationToken);
        Assert.True(saved.IsSuccess);
    }

    public async Task<int> RemindAsync(CancellationToken? cancellation = null)
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReminderRound>().RunAsync(cancellation ?? TestContext.Current.CancellationToken);
    }

    /// <summary>A person's notifications, newest first.</summary>
    public async Task<IReadOnlyList<Notification>> NotificationsOf(int userId, bool unreadOnly = false) =>
        (await Notifications.ListAsync(userId, unreadOnly, null, TestContext.Current.CancellationToken)).Value.Items;

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
        await _home.DisposeAsync();
    }
}

/// <summary>Keeps what was told to open pages.</summary>
internal sealed class LiveLog : ILiveUpdates, ILiveWatch
{
    private readonly Lock _turn = new();
    private readonly List<LiveUpdate> _told = [];
    private Action<LiveUpdate>? _watchers;

    /// <summary>Called for each; for a test that breaks off there.</summary>
    public Action<LiveUpdate>? OnPublish { get; set; }

    public IReadOnlyList<LiveUpdate> Told
    {
        get
        {
            lock (_turn)
            {
                return [.. _told];
            }
        }
    }

    public void Publish(string topic, string payload = "")
    {
        lock (_turn)
        {
            _told.Add(new LiveUpdate(topic, payload));
        }

        _watchers?.Invoke(new LiveUpdate(topic, payload));
        OnPublish?.Invoke(new LiveUpdate(topic, payload));
    }

    /// <summary>As when the connection between the instances was away.</summary>
    public void MayHaveMissed() => _watchers?.Invoke(new LiveUpdate("", "", MayHaveMissed: true));

    public IDisposable Watch(Action<LiveUpdate> onUpdate)
    {
        _watchers += onUpdate;
        return new Silence();
    }

    public IDisposable Subscribe(string topic, Func<LiveUpdate, Task> onUpdate) => new Silence();

    private sealed class Silence : IDisposable
    {
        public void Dispose()
        {
            // Nothing is told to begin with.
        }
    }
}
