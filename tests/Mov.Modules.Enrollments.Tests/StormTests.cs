using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Seats;
using Mov.Modules.Enrollments.Tests.Given;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Enrollments.Tests;

/// <summary>Many people and the organizers at once, in any order; seeded, so that a failing one can be repeated.</summary>
public sealed class StormTests
{
    private const int Callers = 200;
    private const int ActionsEach = 12;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageMode.Embedded, 1)]
    [InlineData(StorageMode.Embedded, 2)]
    [InlineData(StorageMode.Servers, 1)]
    [InlineData(StorageMode.Servers, 2)]
    [InlineData(StorageMode.Servers, 3)]
    public async Task After_a_storm_every_invariant_holds(StorageMode mode, int seed)
    {
        await using var world = await World.CreateAsync(mode, Token);
        await RageAsync([world], seed);
        await SeatInvariants.HoldAsync(world, Token);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Two_instances_on_one_database_never_give_a_seat_twice(int seed)
    {
        await using var home = Home.Create(StorageMode.Servers);
        await using var first = await World.CreateAsync(StorageMode.Servers, Token, home: home);
        await using var second = await World.CreateAsync(StorageMode.Servers, Token, home: home, neighbour: first);
        await RageAsync([first, second], seed);
        await SeatInvariants.HoldAsync(first, Token);
    }

    [Fact]
    public async Task Two_instances_on_one_file_never_give_a_seat_twice()
    {
        await using var home = Home.Create(StorageMode.Embedded);
        await using var first = await World.CreateAsync(StorageMode.Embedded, Token, home: home);
        await using var second = await World.CreateAsync(StorageMode.Embedded, Token, home: home, neighbour: first);
        await RageAsync([first, second], seed: 6);
        await SeatInvariants.HoldAsync(first, Token);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_row_lock_is_what_keeps_two_instances_from_overbooking(bool takesRowLock)
    {
        var meeting = new Meeting();
        void Locking(IServiceCollection services) => MeetingSeatStore.Replace(services.AddSingleton(new SeatLocking(takesRowLock)), meeting);
        await using var home = Home.Create(StorageMode.Servers);
        await using var first = await World.CreateAsync(StorageMode.Servers, Token, home: home, replace: Locking);
        await using var second = await World.CreateAsync(StorageMode.Servers, Token, home: home, neighbour: first, replace: Locking);

        await RushAsync([first, second], meeting);

        var overbooked = (await SeatInvariants.FindViolationsAsync(first, Token)).Where(violation => violation.Contains("people have one of", StringComparison.Ordinal));
        Assert.Equal(takesRowLock, !overbooked.Any());
    }

    [Fact]
    public async Task Two_instances_that_decide_the_same_events_together_never_wait_for_each_other_in_a_circle()
    {
        await using var home = Home.Create(StorageMode.Servers);
        await using var first = await World.CreateAsync(StorageMode.Servers, Token, home: home);
        await using var second = await World.CreateAsync(StorageMode.Servers, Token, home: home, neighbour: first);
        int[] ids = [.. Enumerable.Range(0, 40).Select(_ => first.Events.Add(seats: 10).EventId)];
        await Task.WhenAll(ids.Select(id => first.EnrolledAsync(id, 1000, Token)));

        // One takes them from the front, the other from the end.
        await Task.WhenAll(Enumerable.Range(1, 20).SelectMany(person => (person % 2 == 0 ? ids : ids.Reverse()).Select(id =>
            (person % 2 == 0 ? first : second).EnrolledAsync(id, person, Token))));

        await SeatInvariants.HoldAsync(first, Token);
        Assert.Equal(0, await first.ReadAsync(
            context => context.Database.SqlQuery<long>($"SELECT deadlocks AS \"Value\" FROM pg_stat_database WHERE datname = current_database()").SingleAsync(Token), Token));
    }

    /// <summary>Nobody gives a seat back, so whatever was given twice is still to be seen at the end: twice as many people as seats, half of them at each instance.
    /// Both instances decide the first event at the same time, as far as the lock lets them.</summary>
    private static async Task RushAsync(World[] instances, Meeting meeting)
    {
        const int Seats = 5;
        int[] ids = [.. Enumerable.Range(0, 40).Select(_ => instances[0].Events.Add(Seats).EventId)];
        // The seat rows are there before the rush: making one waits for whoever makes the same.
        await Task.WhenAll(ids.Select(id => instances[0].EnrolledAsync(id, 1000, Token)));
        meeting.EventId = ids[0];
        await Task.WhenAll(ids.SelectMany(id => Enumerable.Range(1, Seats * 2).Select(person =>
            Task.Run(() => instances[person % instances.Length].EnrolledAsync(id, person, Token), Token))));
    }

    private static async Task RageAsync(World[] instances, int seed)
    {
        var events = instances[0].Events;
        int[] ids = [.. Enumerable.Range(0, 3).Select(_ => events.Add(seats: 25).EventId)];
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var organizers = ids.Select(id => Task.Run(() => OrganizeAsync(instances[id % instances.Length], id, new Random(seed * 31 + id), over.Token), Token)).ToList();
        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => TakePartAsync(instances[caller % instances.Length], ids, new Random(seed * 1009 + caller)), Token));
        await Task.WhenAll(callers);
        await over.CancelAsync();
        await Task.WhenAll(organizers);
        foreach (var id in ids)
        {
            events.Change(id, seating => seating with { IsOpen = true });
            await instances[0].Ledger.SynchronizeAsync(id, Token);
        }
    }

    /// <summary>Fewer people than callers: several of them are the same person in two tabs.</summary>
    private static async Task TakePartAsync(World world, int[] ids, Random random)
    {
        for (var action = 0; action < ActionsEach; action++)
        {
            var (eventId, userId) = (ids[random.Next(ids.Length)], random.Next(1, 150));
            var status = random.Next(10) < 6
                ? (await world.Enrollments.EnrollAsync(eventId, userId, Token)).Status
                : (await world.Enrollments.CancelAsync(eventId, userId, Token)).Status;
            Assert.NotEqual(Ardalis.Result.ResultStatus.Unavailable, status);
        }
    }

    /// <summary>Resizes, closes and opens as the Events module does: what takes away is asked for first, what gives is told afterwards.</summary>
    private static async Task OrganizeAsync(World world, int eventId, Random random, CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            var seating = (await world.Events.FindSeatingAsync(eventId, Token))!;
            var wanted = random.Next(10, 40);
            if (random.Next(4) == 0)
            {
                world.Events.Change(eventId, now => now with { IsOpen = false });
                await world.Ledger.CloseAsync(eventId, Token);
                world.Events.Change(eventId, now => now with { IsOpen = true });
                await world.Ledger.SynchronizeAsync(eventId, Token);
            }
            else if (wanted < seating.Capacity)
            {
                world.Events.Change(eventId, now => now with { Capacity = wanted });
                if (!(await world.Ledger.ResizeAsync(eventId, wanted, Token)).IsSuccess)
                {
                    world.Events.Change(eventId, now => now with { Capacity = seating.Capacity });
                    await world.Ledger.SynchronizeAsync(eventId, Token);
                }
            }
            else
            {
                world.Events.Change(eventId, now => now with { Capacity = wanted });
                await world.Ledger.SynchronizeAsync(eventId, Token);
            }
        }
    }
}
