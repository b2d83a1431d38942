using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Mov.Modules.Auth;
using Mov.Modules.Enrollments;
using Mov.Modules.Events;
using Mov.Modules.Messaging;
using Mov.Modules.Shared;
using Mov.Modules.Shared.Mail;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Testing;

/// <summary>The four modules without the pages, on databases of their own, with a clock that the test moves. Background work does not run by itself:
/// <see cref="DrainAsync"/> delivers what happened, <see cref="StartBackgroundWorkAsync"/> lets everything run as in the real host.</summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly TestHome _home;
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _running = [];

    private TestApp(TestHome home, ServiceProvider services, FakeTimeProvider time, MailBox mails)
    {
        _home = home;
        _services = services;
        Time = time;
        Mails = mails;
    }

    public IServiceProvider Services => _services;

    public FakeTimeProvider Time { get; }

    public MailBox Mails { get; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Makes a home (or moves into the given one), migrates it, and builds the modules. Skips the test where a server is needed and absent.</summary>
    /// <param name="mode">Which home.</param>
    /// <param name="cancellationToken">The test's.</param>
    /// <param name="replace">Registers fakes in place of what the modules registered.</param>
    /// <param name="settings">Settings beside those of the home.</param>
    /// <param name="home">A home that another instance already lives in.</param>
    public static async Task<TestApp> CreateAsync(
        StorageMode mode,
        CancellationToken cancellationToken,
        Action<IServiceCollection>? replace = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        TestHome? home = null)
    {
        home = home?.Share() ?? TestHome.Create(mode);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(home.Settings)
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Auth:BcryptCost"] = "4" })
            .AddInMemoryCollection(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            .Build();
        var storage = StorageSettings.From(configuration, home.Folder, isProduction: false);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var mails = new MailBox();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(time)
            .AddSharedModule(storage)
            .AddAuthModule(storage)
            .AddEventsModule(storage)
            .AddEnrollmentsModule(storage)
            .AddMessagingModule(storage)
            .Replace(ServiceDescriptor.Singleton<IMailSender>(mails));
        replace?.Invoke(services);
        var app = new TestApp(home, services.BuildServiceProvider(), time, mails);
        foreach (var database in app._services.GetServices<IModuleDatabase>())
        {
            await database.MigrateAsync(null, cancellationToken);
        }

        return app;
    }

    /// <summary>Delivers the outboxes until all are empty, also what deliveries cause in other modules.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var outboxes = _services.GetServices<IOutbox>().ToList();
        int delivered;
        do
        {
            delivered = 0;
            foreach (var outbox in outboxes)
            {
                delivered += await outbox.DrainAsync(cancellationToken);
            }
        }
        while (delivered > 0);
    }

    public async Task StartBackgroundWorkAsync(CancellationToken cancellationToken)
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellationToken);
            _running.Add(service);
        }
    }

    public async Task StopBackgroundWorkAsync()
    {
        foreach (var service in Enumerable.Reverse(_running))
        {
            await service.StopAsync(CancellationToken.None);
        }

        _running.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await StopBackgroundWorkAsync();
        await _services.DisposeAsync();
        await _home.DisposeAsync();
    }
}

/// <summary>Keeps what was sent, in order.</summary>
public sealed class MailBox : IMailSender
{
    private readonly ConcurrentQueue<MailMessage> _sent = new();

    public IReadOnlyList<MailMessage> Sent => [.. _sent];

    public Task SendAsync(MailMessage mail, CancellationToken cancellationToken)
    {
        _sent.Enqueue(mail);
        return Task.CompletedTask;
    }
}
