using Ardalis.Result;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Enrollments.Seats;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Modules.Enrollments.Tests.Given;

/// <summary>The module on a database of its own, with people and events that need none.</summary>
internal sealed class World : IAsyncDisposable
{
    private World(TestApp app, FakeEvents events, FakeUsers users)
    {
        App = app;
        Events = events;
        Users = users;
    }

    public TestApp App { get; }

    public FakeEvents Events { get; }

    public FakeUsers Users { get; }

    public IEnrollments Enrollments => App.Get<IEnrollments>();

    public ISeatLedger Ledger => App.Get<ISeatLedger>();

    public SeatEngine Engine => App.Get<SeatEngine>();

    public SeatReconciler Reconciler => App.Get<SeatReconciler>();

    public static async Task<World> CreateAsync(
        StorageMode mode,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? replace = null,
        TestHome? home = null,
        World? neighbour = null)
    {
        var (events, users) = (neighbour?.Events ?? new FakeEvents(), neighbour?.Users ?? new FakeUsers());
        var app = await TestApp.CreateAsync(
            mode,
            cancellationToken,
            services =>
            {
                services.AddSingleton<IEventCatalog>(events).AddSingleton<IParticipantCounts>(events).AddSingleton<IUserDirectory>(users);
                replace?.Invoke(services);
            },
            settings,
            home);
        return new World(app, events, users);
    }

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
        await using var context = await App.Get<IDbContextFactory<EnrollmentsDbContext>>().CreateDbContextAsync(cancellationToken);
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

    public Task ForgetWhatWasToldAsync(CancellationToken cancellationToken) =>
        ReadAsync(context => context.Set<OutboxMessage>().ExecuteDeleteAsync(cancellationToken), cancellationToken);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
