using Ardalis.Result;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Tests.Given;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Modules.Enrollments.Tests;

public sealed class Seat_queue_on_Sqlite() : SeatQueueTests(StorageMode.Embedded);

public sealed class Seat_queue_on_Postgres() : SeatQueueTests(StorageMode.Servers);

/// <summary>How requests gather, are decided together, and are turned away.</summary>
public abstract class SeatQueueTests(StorageMode mode)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_that_come_while_a_transaction_is_under_way_are_decided_together_in_the_order_of_their_coming()
    {
        await using var world = await WorldAsync();
        var meetup = world.Events.Add(seats: 3).EventId;
        var store = world.Get<GatedSeatStore>();
        store.Shut();

        var answers = Enumerable.Range(1, 40).Select(userId => world.Enrollments.EnrollAsync(meetup, userId, Token)).ToList();
        store.Open();
        var placements = (await Task.WhenAll(answers)).Select(answer => answer.Value).ToList();

        Assert.Equal(1, store.Begun);
        Assert.Equal([1, 2, 3], await world.HoldersAsync(meetup, Token));
        Assert.Equal(Enumerable.Range(4, 37), await world.QueueAsync(meetup, Token));
        Assert.All(placements.Skip(3).Index(), placement => Assert.Equal(new Placement.Waitlisted(placement.Index + 1), placement.Item));
        Assert.Equal(1, (await world.ToldAsync(Token)).Count(type => string.Equals(type, "SeatsTaken", StringComparison.Ordinal)));
        Assert.Equal(0, world.Engine.ActiveEvents);
        await SeatInvariants.HoldAsync(world, Token);
    }

    [Fact]
    public async Task A_double_click_in_one_batch_gets_one_row_and_one_answer()
    {
        await using var world = await WorldAsync();
        var meetup = world.Events.Add(seats: 1).EventId;
        var store = world.Get<GatedSeatStore>();
        store.Shut();

        int[] clicks = [1, 1, 2, 2, 1, 2];
        var answers = clicks.Select(userId => world.Enrollments.EnrollAsync(meetup, userId, Token)).ToList();
        store.Open();
        var placements = (await Task.WhenAll(answers)).Select(answer => answer.Value).ToList();

        Placement seat = new Placement.Enrolled();
        Placement first = new Placement.Waitlisted(1);
        Assert.Equal([seat, seat, first, first, seat, first], placements);
        await SeatInvariants.HoldAsync(world, Token);
    }

    [Fact]
    public async Task Beyond_its_limit_the_queue_answers_at_once_that_it_is_busy()
    {
        await using var world = await WorldAsync(new() { ["Enrollments:QueueLimit"] = "5" });
        var meetup = world.Events.Add(seats: 100).EventId;
        var store = world.Get<GatedSeatStore>();
        store.Shut();

        var accepted = Enumerable.Range(1, 5).Select(userId => world.Enrollments.EnrollAsync(meetup, userId, Token)).ToList();
        var refused = await world.Enrollments.EnrollAsync(meetup, 6, Token);
        var closing = world.Ledger.ResizeAsync(meetup, 50, Token);
        store.Open();

        Assert.Equal(ResultStatus.Unavailable, refused.Status);
        Assert.Contains("try again", refused.Errors.Single(), StringComparison.Ordinal);
        Assert.All(await Task.WhenAll(accepted), answer => Assert.True(answer.IsSuccess));
        Assert.True((await closing).IsSuccess);
        Assert.Equal([1, 2, 3, 4, 5], await world.HoldersAsync(meetup, Token));
    }

    [Fact]
    public async Task Who_goes_away_before_the_decision_is_not_decided_for()
    {
        await using var world = await WorldAsync();
        var meetup = world.Events.Add(seats: 2).EventId;
        var store = world.Get<GatedSeatStore>();
        store.Shut();
        using var gone = new CancellationTokenSource();

        var ada = world.Enrollments.EnrollAsync(meetup, 1, gone.Token);
        var ben = world.Enrollments.EnrollAsync(meetup, 2, Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ada);
        store.Open();
        await ben;

        Assert.Equal([2], await world.HoldersAsync(meetup, Token));
        Assert.Null(await world.Enrollments.FindPlacementAsync(meetup, 1, Token));
    }

    [Fact]
    public async Task Stopping_decides_what_was_accepted_and_accepts_nothing_more()
    {
        await using var world = await WorldAsync();
        var meetup = world.Events.Add(seats: 10).EventId;
        var store = world.Get<GatedSeatStore>();
        store.Shut();

        var accepted = Enumerable.Range(1, 20).Select(userId => world.Enrollments.EnrollAsync(meetup, userId, Token)).ToList();
        var stopping = world.Engine.StopAsync(Token);
        var late = await world.Enrollments.EnrollAsync(meetup, 99, Token);
        Assert.False(stopping.IsCompleted);
        store.Open();
        await stopping;

        Assert.All(await Task.WhenAll(accepted), answer => Assert.True(answer.IsSuccess));
        Assert.Equal(ResultStatus.Unavailable, late.Status);
        Assert.Equal(10, (await world.QueueAsync(meetup, Token)).Count);
    }

    [Fact]
    public async Task A_request_that_the_database_refuses_does_not_fail_its_batch_mates()
    {
        await using var world = await WorldAsync();
        var meetup = world.Events.Add(seats: 100).EventId;
        await Refuse13Async(world);
        var store = world.Get<GatedSeatStore>();
        store.Shut();

        var answers = Enumerable.Range(1, 30).Select(userId => world.Enrollments.EnrollAsync(meetup, userId, Token)).ToList();
        store.Open();
        var statuses = (await Task.WhenAll(answers)).Select(answer => answer.Status).ToList();

        Assert.Equal(ResultStatus.Unavailable, statuses[12]);
        Assert.Equal(29, statuses.Count(status => status == ResultStatus.Ok));
        Assert.Equal(Enumerable.Range(1, 30).Where(userId => userId != 13), (await world.HoldersAsync(meetup, Token)).Order());
        await SeatInvariants.HoldAsync(world, Token);
    }

    [Fact]
    public async Task While_the_database_is_away_people_are_told_and_afterwards_everything_goes_on_by_itself()
    {
        await using var world = await WorldAsync();
        var meetup = world.Events.Add(seats: 2).EventId;
        var store = world.Get<GatedSeatStore>();
        store.Failure = new TimeoutException("away");

        var refused = await world.Enrollments.EnrollAsync(meetup, 1, Token);
        Assert.Equal(ResultStatus.Unavailable, refused.Status);
        Assert.Contains("trying again never takes a second seat", refused.Errors.Single(), StringComparison.Ordinal);
        Assert.Equal(ResultStatus.Unavailable, (await world.Ledger.ResizeAsync(meetup, 3, Token)).Status);

        store.Failure = null;
        Assert.IsType<Placement.Enrolled>(await world.EnrolledAsync(meetup, 1, Token));
    }

    [Fact]
    public async Task An_event_that_cannot_be_looked_up_fails_only_those_who_need_it()
    {
        await using var world = await WorldAsync();
        var meetup = world.Events.Add(seats: 2).EventId;
        await world.EnrolledAsync(meetup, 1, Token);
        world.Events.Failure = new TimeoutException("away");
        var store = world.Get<GatedSeatStore>();
        store.Shut();

        var synchronizing = world.Ledger.SynchronizeAsync(meetup, Token);
        var enrolling = world.Enrollments.EnrollAsync(meetup, 2, Token);
        store.Open();

        await Assert.ThrowsAnyAsync<Exception>(() => synchronizing);
        Assert.True((await enrolling).IsSuccess);
    }

    [Fact]
    public async Task A_rush_on_one_event_does_not_hold_up_another()
    {
        await using var world = await WorldAsync(new() { ["Enrollments:BatchLimit"] = "10" });
        var (rush, calm) = (world.Events.Add(seats: 1000).EventId, world.Events.Add(seats: 10).EventId);
        var store = world.Get<GatedSeatStore>();
        store.Shut();

        var crowd = Enumerable.Range(1, 500).Select(userId => world.Enrollments.EnrollAsync(rush, userId, Token)).ToList();
        var quiet = world.Enrollments.EnrollAsync(calm, 1, Token);
        store.Open();
        await quiet;
        var waiting = crowd.Count(answer => !answer.IsCompleted);
        await Task.WhenAll(crowd);

        Assert.True(waiting > 250, $"Only {waiting} of the crowd still waited when the other event's only guest was served.");
    }

    [Fact]
    public async Task Events_with_few_requests_share_a_transaction()
    {
        await using var world = await WorldAsync(new() { ["Enrollments:ConcurrentTransactions"] = "1" });
        var events = Enumerable.Range(0, 30).Select(_ => world.Events.Add(seats: 1).EventId).ToList();
        foreach (var eventId in events)
        {
            await world.EnrolledAsync(eventId, 1, Token);
        }

        var store = world.Get<GatedSeatStore>();
        store.Shut();
        var first = world.Enrollments.EnrollAsync(events[0], 2, Token);
        await Eventually.TrueAsync(() => store.Begun == events.Count + 1, "the first transaction begins", Token);
        var others = events.Skip(1).SelectMany(eventId => new[] { 2, 3 }.Select(userId => world.Enrollments.EnrollAsync(eventId, userId, Token))).ToList();
        store.Open();

        Assert.Equal(new Placement.Waitlisted(1), (await first).Value);
        Assert.Equal([1, 2], (await Task.WhenAll(others)).Select(answer => ((Placement.Waitlisted)answer.Value).Place).Distinct());
        Assert.Equal(events.Count + 2, store.Begun);
        await SeatInvariants.HoldAsync(world, Token);
    }

    [Fact]
    public async Task In_a_shared_transaction_a_refused_request_and_an_event_that_cannot_be_looked_up_fail_alone()
    {
        await using var world = await WorldAsync(new() { ["Enrollments:ConcurrentTransactions"] = "1" });
        var events = Enumerable.Range(0, 8).Select(_ => world.Events.Add(seats: 10).EventId).ToList();
        foreach (var eventId in events)
        {
            await world.EnrolledAsync(eventId, 1, Token);
        }

        await Refuse13Async(world);
        var unknown = world.Events.Add(seats: 10).EventId;
        world.Events.Failure = new TimeoutException("away");
        var store = world.Get<GatedSeatStore>();
        store.Shut();
        var answers = events.SelectMany(eventId => new[] { 2, 3 }.Select(userId => world.Enrollments.EnrollAsync(eventId, userId, Token))).ToList();
        var refused = world.Enrollments.EnrollAsync(events[4], 13, Token);
        var lost = world.Enrollments.EnrollAsync(unknown, 2, Token);
        store.Open();

        Assert.All(await Task.WhenAll(answers), answer => Assert.True(answer.IsSuccess));
        Assert.Equal(ResultStatus.Unavailable, (await refused).Status);
        Assert.Equal(ResultStatus.Unavailable, (await lost).Status);
        await SeatInvariants.HoldAsync(world, Token);
    }

    [Fact]
    public async Task Open_pages_are_told_of_the_first_change_at_once_and_of_the_last_one_always()
    {
        await using var world = await WorldAsync();
        var meetup = world.Events.Add(seats: 20).EventId;

        await world.EnrolledAsync(meetup, Enumerable.Range(1, 10), Token);
        Assert.Equal(1, world.Live.CountOf(LiveTopics.Seats(meetup)));

        world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, world.Live.CountOf(LiveTopics.Seats(meetup)));
        world.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, world.Live.CountOf(LiveTopics.Seats(meetup)));
    }

    private Task<World> WorldAsync(Dictionary<string, string?>? settings = null) => World.CreateAsync(mode, Token, settings, GatedSeatStore.In(mode));

    private Task Refuse13Async(World world) => mode == StorageMode.Embedded
        ? world.ExecuteAsync($"CREATE TRIGGER refuse BEFORE INSERT ON enrollments WHEN NEW.user_id = 13 BEGIN SELECT RAISE(ABORT, 'refused'); END", Token)
        : world.ExecuteAsync($"ALTER TABLE enrollments ADD CONSTRAINT refuse CHECK (user_id <> 13)", Token);
}
