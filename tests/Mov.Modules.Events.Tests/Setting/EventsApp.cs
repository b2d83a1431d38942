using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Modules.Events.Tests.Setting;

/// <summary>The module alone on a database of its own, with stand-ins for who is above and below it.</summary>
internal sealed class EventsApp : IAsyncDisposable
{
    /// <summary>A Monday in winter.</summary>
    public static readonly DateTimeOffset Start = new(2027, 1, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase? _postgres;
    private readonly string? _folder;
    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;

    private EventsApp(StorageMode mode, TestDatabase? postgres, IReadOnlyDictionary<string, string?>? settings)
    {
        _postgres = postgres;
        _folder = postgres is null ? Directory.CreateTempSubdirectory("mov-events-").FullName : null;
        var storage = new StorageSettings(mode, _folder ?? "", new Dictionary<string, string>(StringComparer.Ordinal) { ["Events"] = postgres?.ConnectionString ?? "" });
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings ?? new Dictionary<string, string?>()).Build());
        services.AddSingleton<ILoggerFactory, LoggerFactory>();
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<OutboxWakeUp>();
        services.AddSingleton<IUserDirectory>(People);
        services.AddSingleton<ISeatLedger>(Ledger);
        services.AddSingleton<ILiveUpdates>(Live);
        services.AddEventsModule(storage);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        _scope = _services.CreateAsyncScope();
        Ledger.Catalog = () => Catalog;
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public People People { get; } = new();

    public RecordingLedger Ledger { get; } = new();

    public RecordingLive Live { get; } = new();

    public IEventManagement Management => Service<IEventManagement>();

    public IEventCatalog Catalog => Service<IEventCatalog>();

    public IModuleDatabase Database => Service<IModuleDatabase>();

    /// <summary>Where the PostgreSQL database is.</summary>
    public string ConnectionString => _postgres!.ConnectionString;

    public static async Task<EventsApp> StartAsync(
        StorageMode mode, bool migrate = true, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var postgres = mode == StorageMode.Servers
            ? await TestPostgres.CreateDatabaseAsync("mov_events", TestContext.Current.CancellationToken)
            : null;
        var app = new EventsApp(mode, postgres, settings);
        if (migrate)
        {
            await app.Database.MigrateAsync(null, TestContext.Current.CancellationToken);
        }

        return app;
    }

    public T Service<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    /// <summary>Another request at the same time.</summary>
    public AsyncServiceScope OpenScope() => _services.CreateAsyncScope();

    /// <summary>Plain SQL, as another client or an operator would write it.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var context = await OpenAsync();
        await context.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{").Replace("}", "}}"), TestContext.Current.CancellationToken);
    }

    /// <summary>The first column of the first row.</summary>
    public async Task<object?> ReadAsync(string sql)
    {
        await using var context = await OpenAsync();
        await context.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using DbCommand command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is { } value and not DBNull ? value : null;
    }

    public async Task<IReadOnlyList<OutboxMessage>> ReadOutboxAsync()
    {
        await using var context = await OpenAsync();
        return await context.Outbox.AsNoTracking().OrderBy(message => message.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    public Task<EventsDbContext> OpenAsync() =>
        Service<IDbContextFactory<EventsDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
        else
        {
            using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder!, "mov_events.db"), DefaultTimeout = 30 }.ToString()))
            {
                SqliteConnection.ClearPool(connection);
            }

            Directory.Delete(_folder!, recursive: true);
        }
    }
}
