using Ardalis.Result;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Tests.Given;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Enrollments.Tests;

public sealed class Seat_rules_on_Sqlite() : SeatRules(StorageMode.Embedded);

public sealed class Seat_rules_on_Postgres() : SeatRules(StorageMode.Servers);

/// <summary>The rules of seats, one by one.</summary>
public abstract class SeatRules(StorageMode mode) : IAsyncLifetime
{
    private const int Ada = 1;
    private const int Ben = 2;
    private const int Cleo = 3;
    private const int Dan = 4;

    private World _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnrollments Enrollments => _world.Enrollments;

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
    public async Task Enrolling_takes_a_seat_and_enrolling_again_changes_nothing()
    {
        var meetup = _world.Events.Add(seats: 2).EventId;

        Assert.IsType<Placement.Enrolled>(await _world.EnrolledAsync(meetup, Ada, Token));
        Assert.IsType<Placement.Enrolled>(await _world.EnrolledAsync(meetup, Ada, Token));

        Assert.Equal([Ada], await _world.HoldersAsync(meetup, Token));
        Assert.Equal(new SeatCount(meetup, 2, 1, 0, IsOpen: true), (await Enrollments.CountSeatsAsync(meetup, Token)).Value);
        Assert.Equal(["ParticipantEnrolled", "SeatsTaken"], await _world.ToldAsync(Token));
        await SeatInvariants.HoldAsync(_world, Token);
    }

    [Fact]
    public async Task When_the_event_is_full_people_wait_in_the_order_of_their_coming()
    {
        var meetup = _world.Events.Add(seats: 1).EventId;
        await _world.EnrolledAsync(meetup, Ada, Token);

        Assert.Equal(new Placement.Waitlisted(1), await _world.EnrolledAsync(meetup, Ben, Token));
        Assert.Equal(new Placement.Waitlisted(2), await _world.EnrolledAsync(meetup, Cleo, Token));
        Assert.Equal(new Placement.Waitlisted(2), await _world.EnrolledAsync(meetup, Cleo, Token));

        Assert.Equal([Ben, Cleo], await _world.QueueAsync(meetup, Token));
        Assert.Equal(new Placement.Waitlisted(2), await Enrollments.FindPlacementAsync(meetup, Cleo, Token));
        Assert.Equal(["ParticipantEnrolled", "EventFilled", "SeatsTaken", "ParticipantWaitlisted", "ParticipantWaitlisted"], await _world.ToldAsync(Token));
        await SeatInvariants.HoldAsync(_world, Token);
    }

    [Fact]
    public async Task Canceling_a_seat_gives_it_to_the_first_on_the_waitlist()
    {
        var meetup = _world.Events.Add(seats: 1).EventId;
        await _world.EnrolledAsync(meetup, [Ada, Ben, Cleo], Token);
        await _world.DrainAsync(Token);

        Assert.True((await Enrollments.CancelAsync(meetup, Ada, Token)).IsSuccess);
        Assert.True((await Enrollments.CancelAsync(meetup, Ada, Token)).IsSuccess);

        Assert.Equal([Ben], await _world.HoldersAsync(meetup, Token));
        Assert.Equal(new Placement.Waitlisted(1), await Enrollments.FindPlacementAsync(meetup, Cleo, Token));
        Assert.Null(await Enrollments.FindPlacementAsync(meetup, Ada, Token));
        Assert.Equal(["EnrollmentCanceled", "ParticipantPromoted"], await _world.ToldAsync(Token));
        await SeatInvariants.HoldAsync(_world, Token);
    }

    [Fact]
    public async Task Who_enrolls_again_after_canceling_keeps_the_row_and_goes_to_the_end_of_the_queue()
    {
        var meetup = _world.Events.Add(seats: 1).EventId;
        await _world.EnrolledAsync(meetup, [Ada, Ben], Token);
        await Enrollments.CancelAsync(meetup, Ada, Token);
        _world.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(new Placement.Waitlisted(1), await _world.EnrolledAsync(meetup, Ada, Token));
        await Enrollments.CancelAsync(meetup, Ben, Token);

        Assert.Equal([Ada], await _world.HoldersAsync(meetup, Token));
        var own = Assert.Single((await Enrollments.ListOwnAsync(Ada, 1, Token)).Items);
        Assert.Equal(EnrollmentStatus.Enrolled, own.Status);
        Assert.Equal(_world.Time.GetUtcNow().UtcDateTime, own.EnrolledAt, TimeSpan.FromSeconds(1));
        await SeatInvariants.HoldAsync(_world, Token);
    }

    [Fact]
    public async Task Leaving_the_waitlist_moves_the_others_up()
    {
        var meetup = _world.Events.Add(seats: 1).EventId;
        await _world.EnrolledAsync(meetup, [Ada, Ben, Cleo, Dan], Token);

        await Enrollments.CancelAsync(meetup, Ben, Token);

        Assert.Equal(new Placement.Waitlisted(1), await Enrollments.FindPlacementAsync(meetup, Cleo, Token));
        Assert.Equal(new Placement.Waitlisted(2), await Enrollments.FindPlacementAsync(meetup, Dan, Token));
        await SeatInvariants.HoldAsync(_world, Token);
    }

    [Fact]
    public async Task More_seats_go_to_as_many_as_fit_in_order()
    {
        var meetup = _world.Events.Add(seats: 1).EventId;
        await _world.EnrolledAsync(meetup, [Ada, Ben, Cleo, Dan], Token);
        _world.Events.Change(meetup, seating => seating with { Capacity = 3 });

        Assert.True((await _world.Ledger.ResizeAsync(meetup, 3, Token)).IsSuccess);

        Assert.Equal([Ada, Ben, Cleo], await _world.HoldersAsync(meetup, Token));
        Assert.Equal([Dan], await _world.QueueAsync(meetup, Token));
        await SeatInvariants.HoldAsync(_world, Token);
    }

    [Fact]
    public async Task Fewer_seats_than_are_taken_are_refused_with_the_number_taken()
    {
        var meetup = _world.Events.Add(seats: 3).EventId;
        await _world.EnrolledAsync(meetup, [Ada, Ben], Token);

        var refusal = await _world.Ledger.ResizeAsync(meetup, 1, Token);

        Assert.Equal(ResultStatus.Conflict, refusal.Status);
        Assert.Equal(["2"], refusal.Errors);
        Assert.True((await _world.Ledger.ResizeAsync(meetup, 2, Token)).IsSuccess);
        Assert.Equal(new Placement.Waitlisted(1), await _world.EnrolledAsync(meetup, Cleo, Token));
    }

    [Theory]
    [InlineData(EventStatus.Planning, ResultStatus.NotFound)]
    [InlineData(EventStatus.Running, ResultStatus.Conflict)]
    [InlineData(EventStatus.Completed, ResultStatus.Conflict)]
    [InlineData(EventStatus.Canceled, ResultStatus.Conflict)]
    public async Task Seats_are_given_only_while_an_event_is_published(EventStatus status, ResultStatus expected)
    {
        var meetup = _world.Events.Add(seats: 3, status).EventId;

        Assert.Equal(expected, (await Enrollments.EnrollAsync(meetup, Ada, Token)).Status);
        Assert.Empty(await _world.HoldersAsync(meetup, Token));
    }

    [Fact]
    public async Task Nobody_enrolls_in_an_event_that_does_not_exist()
    {
        Assert.Equal(ResultStatus.NotFound, (await Enrollments.EnrollAsync(4711, Ada, Token)).Status);
        Assert.Equal(ResultStatus.NotFound, (await Enrollments.CancelAsync(4711, Ada, Token)).Status);
        Assert.Equal(ResultStatus.NotFound, (await Enrollments.CountSeatsAsync(4711, Token)).Status);
        Assert.Equal(0, _world.Engine.ActiveEvents);
    }

    [Fact]
    public async Task Only_active_participants_enroll()
    {
        var meetup = _world.Events.Add(seats: 3);
        _world.Users.Deactivate(Ben);
        _world.Users.Forget(Cleo);

        Assert.Equal(ResultStatus.Forbidden, (await Enrollments.EnrollAsync(meetup.EventId, meetup.OrganizerId, Token)).Status);
        Assert.Equal(ResultStatus.Forbidden, (await Enrollments.EnrollAsync(meetup.EventId, Ben, Token)).Status);
        Assert.Equal(ResultStatus.Forbidden, (await Enrollments.EnrollAsync(meetup.EventId, Cleo, Token)).Status);
    }

    [Theory]
    [InlineData(EventStatus.Running)]
    [InlineData(EventStatus.Completed)]
    [InlineData(EventStatus.Canceled)]
    public async Task A_place_ends_only_while_the_event_is_published_and_canceling_the_event_leaves_the_rows(EventStatus status)
    {
        var meetup = _world.Events.Add(seats: 1).EventId;
        await _world.EnrolledAsync(meetup, [Ada, Ben], Token);
        await _world.Ledger.CloseAsync(meetup, Token);
        _world.Events.Move(meetup, status);
        await _world.Ledger.SynchronizeAsync(meetup, Token);

        Assert.Equal(ResultStatus.Conflict, (await Enrollments.CancelAsync(meetup, Ada, Token)).Status);
        Assert.Equal(ResultStatus.Conflict, (await Enrollments.CancelAsync(meetup, Ben, Token)).Status);

        Assert.Equal([Ada], await _world.HoldersAsync(meetup, Token));
        Assert.Equal([Ben], await _world.QueueAsync(meetup, Token));
        Assert.IsType<Placement.Enrolled>(await _world.EnrolledAsync(meetup, Ada, Token));
    }

    [Fact]
    public async Task While_the_organizer_is_deactivated_seats_are_kept_and_given_when_the_event_opens_again()
    {
        var meetup = _world.Events.Add(seats: 1).EventId;
        await _world.EnrolledAsync(meetup, [Ada, Ben], Token);
        await _world.Ledger.CloseAsync(meetup, Token);
        _world.Events.Change(meetup, seating => seating with { IsOpen = false });
        await _world.Ledger.SynchronizeAsync(meetup, Token);

        Assert.Equal(ResultStatus.NotFound, (await Enrollments.EnrollAsync(meetup, Cleo, Token)).Status);
        Assert.True((await Enrollments.CancelAsync(meetup, Ada, Token)).IsSuccess);
        Assert.Empty(await _world.HoldersAsync(meetup, Token));

        _world.Events.Change(meetup, seating => seating with { IsOpen = true });
        await _world.Ledger.SynchronizeAsync(meetup, Token);
        Assert.Equal([Ben], await _world.HoldersAsync(meetup, Token));
        await SeatInvariants.HoldAsync(_world, Token);
    }

    [Fact]
    public async Task A_seat_row_that_says_closed_too_long_opens_when_somebody_asks()
    {
        var meetup = _world.Events.Add(seats: 2, EventStatus.Planning).EventId;
        Assert.Equal(ResultStatus.NotFound, (await Enrollments.EnrollAsync(meetup, Ada, Token)).Status);
        _world.Events.Move(meetup, EventStatus.Published);

        Assert.IsType<Placement.Enrolled>(await _world.EnrolledAsync(meetup, Ada, Token));
    }

    [Fact]
    public async Task The_organizer_removes_a_participant_and_nobody_else_may()
    {
        var meetup = _world.Events.Add(seats: 1);
        var other = _world.Events.Add(seats: 1);
        await _world.EnrolledAsync(meetup.EventId, [Ada, Ben], Token);

        Assert.Equal(ResultStatus.Forbidden, (await Enrollments.RemoveAsync(other.OrganizerId, meetup.EventId, Ada, Token)).Status);
        Assert.Equal(ResultStatus.Forbidden, (await Enrollments.RemoveAsync(Ben, meetup.EventId, Ada, Token)).Status);
        Assert.Equal(ResultStatus.NotFound, (await Enrollments.RemoveAsync(meetup.OrganizerId, meetup.EventId, Dan, Token)).Status);
        Assert.True((await Enrollments.RemoveAsync(meetup.OrganizerId, meetup.EventId, Ada, Token)).IsSuccess);

        Assert.Equal([Ben], await _world.HoldersAsync(meetup.EventId, Token));
        var history = (await Enrollments.ReadHistoryAsync(Ada, meetup.EventId, Ada, Token)).Value;
        Assert.Equal(["You took the last seat: 1 of 1 taken.", "The organizer removed you."], history.Select(entry => entry.Why));
    }
}
