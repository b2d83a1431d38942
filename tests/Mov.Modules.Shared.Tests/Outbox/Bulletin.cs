using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Modules.Shared.Tests.Outbox;

public sealed record NoteWritten(string Text) : IIntegrationEvent;

public sealed record NoteBurned(string Text) : IIntegrationEvent;

/// <summary>A module as small as can be: a database that holds nothing but an outbox.</summary>
public class BulletinContext(DbContextOptions options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.StoreTimesAsUtc(Database.IsNpgsql());

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddOutbox();
}

public sealed class BulletinPostgresContext(DbContextOptions<BulletinPostgresContext> options) : BulletinContext(options);

public sealed class BulletinSqliteContext(DbContextOptions<BulletinSqliteContext> options) : BulletinContext(options);

[DbContext(typeof(BulletinSqliteContext))]
[Migration("20260101000000_Outbox")]
public sealed class SqliteOutbox : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL, payload TEXT NOT NULL, created_at TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_attempt_at TEXT NOT NULL, parked_at TEXT, last_error TEXT)");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE outbox");
}

[DbContext(typeof(BulletinPostgresContext))]
[Migration("20260101000000_Outbox")]
public sealed class PostgresOutbox : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "CREATE TABLE outbox (id BIGSERIAL PRIMARY KEY, type TEXT NOT NULL, payload TEXT NOT NULL, created_at TIMESTAMP NOT NULL, attempts INT NOT NULL DEFAULT 0, next_attempt_at TIMESTAMP NOT NULL, parked_at TIMESTAMP, last_error TEXT)");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE outbox");
}

/// <summary>Remembers what reached it, and fails when told to.</summary>
public sealed class Reader : IIntegrationEventHandler<NoteWritten>, IIntegrationEventHandler<NoteBurned>
{
    public ConcurrentQueue<string> Read { get; } = new();

    public ConcurrentQueue<int> Batches { get; } = new();

    public Func<string, bool> Fails { get; set; } = _ => false;

    public Task HandleAsync(IReadOnlyList<Delivery<NoteWritten>> deliveries, CancellationToken cancellationToken) =>
        Take([.. deliveries.Select(delivery => delivery.Event.Text)]);

    public Task HandleAsync(IReadOnlyList<Delivery<NoteBurned>> deliveries, CancellationToken cancellationToken) =>
        Take([.. deliveries.Select(delivery => delivery.Event.Text)]);

    private Task Take(string[] texts)
    {
        if (texts.FirstOrDefault(Fails) is { } bad)
        {
            throw new InvalidOperationException($"'{bad}' does not please.");
        }

        Batches.Enqueue(texts.Length);
        Array.ForEach(texts, Read.Enqueue);
        return Task.CompletedTask;
    }
}

/// <summary>The bulletin's module, running.</summary>
public sealed class Bulletin : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TestHome _home;
    private readonly ServiceProvider _services;

    private Bulletin(TestHome home, ServiceProvider services)
    {
        _home = home;
        _services = services;
    }

    public TestHome Home => _home;

    public Reader Reader { get; } = new();

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public IOutbox Outbox => _services.GetRequiredService<IOutbox>();

    public IHostedService Dispatcher => _services.GetServices<IHostedService>().Single(service => service is IOutbox);

    public IModuleDatabase Database => _services.GetRequiredService<IModuleDatabase>();

    public static async Task<Bulletin> OpenAsync(StorageMode mode, CancellationToken cancellationToken, TestHome? home = null, Reader? reader = null)
    {
        home = home?.Share() ?? TestHome.Create(mode);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(home.Settings).Build();
        var storage = StorageSettings.From(configuration, home.Folder, isProduction: false);
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration);
        services.AddSharedModule(storage);
        services.AddModuleDatabase<BulletinContext, BulletinPostgresContext, BulletinSqliteContext>(storage, "bulletin", DatabaseNames.Auth);
        services.AddOutbox<BulletinContext>(DatabaseNames.Auth);
        services.AddIntegrationEventHandler<NoteWritten, Reader>();
        services.AddIntegrationEventHandler<NoteBurned, Reader>();
        Bulletin? bulletin = null;
        services.AddSingleton<TimeProvider>(_ => bulletin!.Time);
        services.AddScoped<IIntegrationEventHandler<NoteWritten>>(_ => reader ?? bulletin!.Reader);
        services.AddScoped<IIntegrationEventHandler<NoteBurned>>(_ => reader ?? bulletin!.Reader);
        foreach (var own in services.Where(service => service.ImplementationType == typeof(Reader)).ToList())
        {
            services.Remove(own);
        }

        bulletin = new Bulletin(home, services.BuildServiceProvider());
        await bulletin.Database.MigrateAsync(null, cancellationToken);
        return bulletin;
    }

    public async Task<BulletinContext> ContextAsync(CancellationToken cancellationToken) =>
        await _services.GetRequiredService<IDbContextFactory<BulletinContext>>().CreateDbContextAsync(cancellationToken);

    public async Task HappenAsync(CancellationToken cancellationToken, params IIntegrationEvent[] happened)
    {
        await using var context = await ContextAsync(cancellationToken);
        context.AddRange(happened.Select(one => OutboxMessage.For(one, Time.UtcNow())));
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>When the dispatcher would go round the next time: after a commit, or after <see cref="Patience"/>.</summary>
    public Task NextRingAsync(CancellationToken cancellationToken) =>
        _services.GetRequiredService<OutboxWakeUp>().WaitAsync(typeof(BulletinContext), Patience, Time, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _home.DisposeAsync();
    }
}
