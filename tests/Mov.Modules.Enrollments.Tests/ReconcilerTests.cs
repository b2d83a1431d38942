using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Tests.Given;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Enrollments.Tests;

public sealed class Reconciler_on_Sqlite() : ReconcilerTests(StorageMode.Embedded);

public sealed class Reconciler_on_Postgres() : ReconcilerTests(StorageMode.Servers);

/// <summary>What another client wrote with nothing but the seed's columns works, and what was missed is put right.</summary>
public abstract class ReconcilerTests(StorageMode mode) : IAsyncLifetime
{
    private World _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync(mode, Token);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [Fact]
    public async Task Rows_that_know_only_the_seeds_columns_are_counted_for_the_first_one_who_looks()
    {
        var meetup = _world.Events.Add(seats: 2).EventId;
        await _world.ExecuteAsync($"INSERT INTO enrollments (event_id, user_id) VALUES ({meetup}, 1)", Token);

        var found = await _world.Enrollments.FindOwnPlaceAsync(meetup, 1, Token);

        Assert.Equal(new OwnPlace(new SeatCount(meetup, 2, 1, 0, IsOpen: true), EnrollmentStatus.Enrolled, new Placement.Enrolled()), found.Value);
    }

    [Fact]
    public async Task Rows_that_know_only_the_seeds_columns_are_counted_when_somebody_enrolls()
    {
        var meetup = _world.Events.Add(seats: 2).EventId;
        await _world.ExecuteAsync($"INSERT INTO enrollments (event_id, user_id) VALUES ({meetup}, 1)", Token);
        await _world.ExecuteAsync($"INSERT INTO enrollments (event_id, user_id, status, enrolled_at) VALUES ({meetup}, 2, NULL, NULL)", Token);
        await _world.ExecuteAsync($"INSERT INTO enrollments (event_id, user_id, status) VALUES ({meetup}, 4, 'WAITLISTED'), ({meetup}, 3, 'WAITLISTED')", Token);
        await _world.ExecuteAsync($"INSERT INTO waitlist (event_id, user_id, position) VALUES ({meetup}, 3, 1), ({meetup}, 4, 1)", Token);
        Assert.IsType<Placement.Enrolled>(await _world.Enrollments.FindPlacementAsync(meetup, 2, Token));
        Assert.Equal(new Placement.Waitlisted(2), await _world.Enrollments.FindPlacementAsync(meetup, 4, Token));

        Assert.Equal(new Placement.Waitlisted(3), await _world.EnrolledAsync(meetup, 5, Token));
        Assert.Equal(new Placement.Waitlisted(2), await _world.EnrolledAsync(meetup, 4, Token));
        Assert.True((await _world.Enrollments.CancelAsync(meetup, 2, Token)).IsSuccess);

        Assert.Equal([1, 3], (await _world.HoldersAsync(meetup, Token)).Order());
        Assert.Equal([4, 5], await _world.QueueAsync(meetup, Token));
        await SeatInvariants.HoldOfAdoptedSeatsAsync(_world, Token);
    }

    [Fact]
    public async Task Halves_of_a_waitlist_place_become_whole()
    {
        var meetup = _world.Events.Add(seats: 1).EventId;
        await _world.ExecuteAsync($"INSERT INTO enrollments (event_id, user_id, status) VALUES ({meetup}, 1, 'ENROLLED'), ({meetup}, 2, 'WAITLISTED'), ({meetup}, 4, 'CANCELED')", Token);
        await _world.ExecuteAsync($"INSERT INTO waitlist (event_id, user_id, position) VALUES ({meetup}, 3, 7), ({meetup}, 4, 8)", Token);

        Assert.Equal(new SeatCount(meetup, 1, 1, 2, IsOpen: true), (await _world.Enrollments.CountSeatsAsync(meetup, Token)).Value);

        Assert.Equal([3, 2], await _world.QueueAsync(meetup, Token));
        Assert.Equal(new Placement.Waitlisted(3), await _world.EnrolledAsync(meetup, 4, Token));
        await SeatInvariants.HoldOfAdoptedSeatsAsync(_world, Token);
    }

    [Fact]
    public async Task A_round_puts_right_what_another_client_changed_and_a_second_round_finds_nothing()
    {
        var (added, freed, miscounted, ended, quiet) = (
            _world.Events.Add(seats: 5).EventId, _world.Events.Add(seats: 1).EventId, _world.Events.Add(seats: 5).EventId, _world.Events.Add(seats: 5).EventId, _world.Events.Add(seats: 5).EventId);
        foreach (var id in new[] { added, freed, miscounted, ended, quiet })
        {
            await _world.EnrolledAsync(id, [1, 2], Token);
        }

        var planned = _world.Events.Add(seats: 5, EventStatus.Planning).EventId;
        await _world.DrainAsync(Token);
        await _world.ExecuteAsync($"INSERT INTO enrollments (event_id, user_id) VALUES ({added}, 3)", Token);
        await _world.ExecuteAsync($"UPDATE enrollments SET status = 'CANCELED' WHERE event_id = {freed} AND user_id = 1", Token);
        _world.Events.Miscount(miscounted, 17);
        _world.Events.Move(ended, EventStatus.Completed);

        Assert.Equal([added, freed, miscounted, ended], (await _world.Reconciler.RunOnceAsync(Token)).Order());

        Assert.Equal([2], await _world.HoldersAsync(freed, Token));
        Assert.False((await _world.Enrollments.CountSeatsAsync(ended, Token)).Value.IsOpen);
        Assert.DoesNotContain(planned, await _world.Enrollments.CountSeatsAsync([planned], Token));
        await SeatInvariants.HoldOfAdoptedSeatsAsync(_world, Token);
        Assert.Empty(await _world.Reconciler.RunOnceAsync(Token));
    }

    [Fact]
    public async Task Events_whose_rows_were_never_counted_are_found_whatever_their_state()
    {
        var over = _world.Events.Add(seats: 5, EventStatus.Completed).EventId;
        await _world.ExecuteAsync($"INSERT INTO enrollments (event_id, user_id) VALUES ({over}, 1), ({over}, 2)", Token);

        Assert.Equal([over], await _world.Reconciler.RunOnceAsync(Token));

        Assert.Equal(new SeatCount(over, 5, 2, 0, IsOpen: false), (await _world.Enrollments.CountSeatsAsync(over, Token)).Value);
        await SeatInvariants.HoldOfAdoptedSeatsAsync(_world, Token);
    }
}
