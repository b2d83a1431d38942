using Ardalis.Result;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Enrollments.Seats;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Enrollments.Tests.Given;

/// <summary>The module alone on a database of its own, with people and events that need none, a clock that the test moves, and no background work.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly Home _home;
    private readonly bool _ownsHome;
    private readonly ServiceProvider _services;

    private World(Home home, bool ownsHome, ServiceProvider services)
    {
        _home = home;
        _ownsHome = ownsHome;
        _services = services;
    }

    /// <summary>Of the database itself, for another client.</summary>
    public string ConnectionString => _home.ConnectionString;

    public FakeEvents Events => Get<FakeEvents>();

    public FakeUsers Users => Get<FakeUsers>();

    public FakeLive Live => Get<FakeLive>();

    public FakeTimeProvider Time => Get<FakeTimeProvider>();

    public IEnrollments Enrollments => Get<IEnrollments>();

    public ISeatLedger Ledger => Get<ISeatLedger>();

    public SeatEngine Engine => Get<SeatEngine>();

    public SeatReconciler Reconciler => Get<SeatReconciler>();

    public IModuleDatabase Database => Get<IModuleDatabase>();

    /// <param name="mode">Which database.</param>
    /// <param name="cancellationToken">The test's.</param>
    /// <param name="settings">Settings of the module.</param>
    /// <param name="replace">Registers something in place of what the module registered.</param>
    /// <param name="home">A database that others use, too, or that is there already.</param>
    /// <param name="neighbour">Another instance, with the same people and events.</param>
    /// <param name="migrate">Whether to make the tables.</param>
    public static async Task<World> CreateAsync(
        StorageMode mode,
        CancellationToken cancellationToken,
        Dictionary<string, string?>? settings = null,
        Action<IServiceCollection>? replace = null,
        Home? home = null,
        World? neighbour = null,
        bool migrate = true)
    {
        var ownsHome = home is null;
        home ??= Home.Create(mode);
        var (events, users) = (neighbour?.Events ?? new FakeEvents(), neighbour?.Users ?? new FakeUsers());
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings ?? []).Build())
            .AddSingleton(home.Storage)
            .AddSingleton(neighbour?.Time ?? new FakeTimeProvider(DateTimeOffset.UtcNow)).AddSingleton<TimeProvider>(provider => provider.GetRequiredService<FakeTimeProvider>())
            .AddSingleton<OutboxWakeUp>()
            .AddSingleton<FakeLive>().AddSingleton<ILiveUpdates>(provider => provider.GetRequiredService<FakeLive>())
            .AddSingleton(events).AddSingleton<IEventCatalog>(events).AddSingleton<IParticipantCounts>(events)
            .AddSingleton(users).AddSingleton<IUserDirectory>(users)
            .AddEnrollmentsModule(home.Storage);
        replace?.Invoke(services);
        var world = new World(home, ownsHome, services.BuildServiceProvider());
        if (migrate)
        {
            await world.Database.MigrateAsync(null, cancellationToken);
        }

        return world;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<int> DrainAsync(CancellationToken cancellationToken) => Get<IOutbox>().DrainAsync(cancellationToken);

    public async Task<Placement> EnrolledAsync(int eventId, int userId, CancellationToken cancellationToken)
    {
        var placement = await Enrollments.EnrollAsync(eventId, userId, cancellationToken);
        Assert.True(placement.IsSuccess, string.Join(' ', placement.Errors));
        return placement.Value;
    }

    public async Task EnrolledAsync(int eventId, IEnumerable<int> userIds, CancellationToken cancellationToken)
    {
        foreach (var userId in userIds)
        {
            await EnrolledAsync(eventId, userId, cancellationToken);
        }
    }

    public async Task<T> ReadAsync<T>(Func<EnrollmentsDbContext, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var context = await Get<IDbContextFactory<EnrollmentsDbContext>>().CreateDbContextAsync(cancellationToken);
        return await read(context);
    }

    public Task ExecuteAsync(FormattableString sql, CancellationToken cancellationToken) =>
        ReadAsync(context => context.Database.ExecuteSqlAsync(sql, cancellationToken), cancellationToken);

    public Task<List<int>> HoldersAsync(int eventId, CancellationToken cancellationToken) => ReadAsync(
        context => context.Enrollments.Where(row => row.EventId == eventId && row.Status == "ENROLLED").OrderBy(row => row.EnrolledAt).ThenBy(row => row.Id)
            .Select(row => row.UserId).ToListAsync(cancellationToken),
        cancellationToken);

    public Task<List<int>> QueueAsync(int eventId, CancellationToken cancellationToken) => ReadAsync(
        context => context.Waitlist.Where(row => row.EventId == eventId).OrderBy(row => row.Position).ThenBy(row => row.Id)
            .Select(row => row.UserId).ToListAsync(cancellationToken),
        cancellationToken);

    /// <summary>The types in the outbox since it was last emptied, in order.</summary>
    public Task<List<string>> ToldAsync(CancellationToken cancellationToken) => ReadAsync(
        context => context.Set<OutboxMessage>().OrderBy(message => message.Id).Select(message => message.Type).ToListAsync(cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsHome)
        {
            await _home.DisposeAsync();
        }
    }
}
