using Ardalis.Result;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Tests.Given;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Enrollments.Tests;

public sealed class Lists_on_Sqlite() : ListTests(StorageMode.Embedded);

public sealed class Lists_on_Postgres() : ListTests(StorageMode.Servers);

/// <summary>What people and organizers read.</summary>
public abstract class ListTests(StorageMode mode) : IAsyncLifetime
{
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
    public async Task The_organizer_pages_through_participants_in_seat_order_and_the_waitlist_in_queue_order()
    {
        var meetup = _world.Events.Add(seats: 60);
        await Task.WhenAll(Enumerable.Range(1, 115).Select(userId => Enrollments.EnrollAsync(meetup.EventId, userId, Token)));
        var (holders, queue) = (await _world.HoldersAsync(meetup.EventId, Token), await _world.QueueAsync(meetup.EventId, Token));

        var second = (await Enrollments.ListAttendeesAsync(meetup.OrganizerId, meetup.EventId, AttendeeKind.Participants, null, 2, Token)).Value;
        Assert.Equal((60, 2, 50), (second.Total, second.Count, second.Size));
        Assert.Equal(holders.Skip(50), second.Items.Select(attendee => attendee.UserId));
        var waiting = (await Enrollments.ListAttendeesAsync(meetup.OrganizerId, meetup.EventId, AttendeeKind.Waitlist, " ", 2, Token)).Value;
        Assert.Equal(55, waiting.Total);
        Assert.Equal(queue.Skip(50), waiting.Items.Select(attendee => attendee.UserId));
        Assert.Equal([51, 52, 53, 54, 55], waiting.Items.Select(attendee => attendee.Place ?? 0));

        List<int> taken = [];
        await foreach (var attendee in (await Enrollments.StreamAttendeesAsync(meetup.OrganizerId, meetup.EventId, Token)).Value)
        {
            taken.Add(attendee.UserId);
        }

        Assert.Equal(holders.Concat(queue), taken);
    }

    [Fact]
    public async Task The_organizer_searches_by_name_and_sees_the_true_place_in_the_queue()
    {
        var meetup = _world.Events.Add(seats: 1);
        _world.Users.Name(4, "Cleo", "Zebra");
        await _world.EnrolledAsync(meetup.EventId, [1, 2, 3, 4], Token);

        var found = (await Enrollments.ListAttendeesAsync(meetup.OrganizerId, meetup.EventId, AttendeeKind.Waitlist, "zebra", 1, Token)).Value;

        var cleo = Assert.Single(found.Items);
        Assert.Equal((4, "Cleo Zebra", "person4@mov.example", EnrollmentStatus.Waitlisted, 3), (cleo.UserId, cleo.Name, cleo.Email, cleo.Status, cleo.Place));
        Assert.Equal(1, found.Total);
        Assert.Empty((await Enrollments.ListAttendeesAsync(meetup.OrganizerId, meetup.EventId, AttendeeKind.Participants, "zebra", 1, Token)).Value.Items);
    }

    [Fact]
    public async Task Nobody_but_the_organizer_sees_names_and_a_planned_event_is_not_even_there()
    {
        var meetup = _world.Events.Add(seats: 1);
        var secret = _world.Events.Add(seats: 1, EventStatus.Planning);

        Assert.Equal(ResultStatus.Forbidden, (await Enrollments.ListAttendeesAsync(secret.OrganizerId, meetup.EventId, AttendeeKind.Participants, null, 1, Token)).Status);
        Assert.Equal(ResultStatus.NotFound, (await Enrollments.ListAttendeesAsync(meetup.OrganizerId, secret.EventId, AttendeeKind.Participants, null, 1, Token)).Status);
        Assert.Equal(ResultStatus.Forbidden, (await Enrollments.StreamAttendeesAsync(1, meetup.EventId, Token)).Status);
        Assert.Equal(ResultStatus.Forbidden, (await Enrollments.ReadHistoryAsync(2, meetup.EventId, 1, Token)).Status);
        _world.Users.Deactivate(meetup.OrganizerId);
        Assert.Equal(ResultStatus.Forbidden, (await Enrollments.ListAttendeesAsync(meetup.OrganizerId, meetup.EventId, AttendeeKind.Participants, null, 1, Token)).Status);
    }

    [Fact]
    public async Task In_a_long_queue_the_place_is_exact()
    {
        var meetup = _world.Events.Add(seats: 1).EventId;
        await _world.ExecuteAsync($"INSERT INTO enrollments (event_id, user_id, status) VALUES ({meetup}, 1, 'ENROLLED')", Token);
        await _world.ExecuteAsync(
            $"INSERT INTO waitlist (event_id, user_id, position) WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT {meetup}, i, i FROM n", Token);
        await Enrollments.CountSeatsAsync(meetup, Token);
        foreach (var gone in new[] { 2, 700, 2600, 4999, 5000 })
        {
            Assert.True((await Enrollments.CancelAsync(meetup, gone, Token)).IsSuccess);
        }

        await _world.EnrolledAsync(meetup, 700, Token);
        var queue = await _world.QueueAsync(meetup, Token);

        await PlacesAreExactAsync(meetup, queue);
        Assert.Equal(700, queue[^1]);
    }

    [Fact]
    public async Task The_place_is_exact_whatever_another_client_does_to_the_queue()
    {
        var meetup = _world.Events.Add(seats: 1).EventId;
        await _world.ExecuteAsync($"INSERT INTO enrollments (event_id, user_id, status) VALUES ({meetup}, 1, 'ENROLLED')", Token);
        await _world.ExecuteAsync(
            $"INSERT INTO waitlist (event_id, user_id, position) WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT {meetup}, i, i FROM n", Token);
        await Enrollments.CountSeatsAsync(meetup, Token);

        await _world.ExecuteAsync($"UPDATE waitlist SET position = position + 2500 WHERE event_id = {meetup} AND user_id BETWEEN 500 AND 1500", Token);
        await _world.ExecuteAsync($"UPDATE waitlist SET position = user_id - 3000 WHERE event_id = {meetup} AND user_id BETWEEN 4000 AND 4100", Token);
        await _world.ExecuteAsync($"UPDATE waitlist SET position = -3 WHERE event_id = {meetup} AND user_id BETWEEN 4200 AND 4210", Token);
        await _world.ExecuteAsync($"DELETE FROM waitlist WHERE event_id = {meetup} AND user_id % 7 = 0", Token);

        await PlacesAreExactAsync(meetup, await _world.QueueAsync(meetup, Token));
    }

    [Fact]
    public async Task A_person_sees_current_places_first_newest_first_and_canceled_ones_after_them()
    {
        int[] ids = [.. Enumerable.Range(0, 4).Select(_ => _world.Events.Add(seats: 1).EventId)];
        await _world.EnrolledAsync(ids[3], 99, Token);
        foreach (var id in ids)
        {
            _world.Time.Advance(TimeSpan.FromMinutes(1));
            await _world.EnrolledAsync(id, 1, Token);
        }

        await Enrollments.CancelAsync(ids[2], 1, Token);
        var own = await Enrollments.ListOwnAsync(1, 1, Token);

        Assert.Equal(4, own.Total);
        Assert.Equal([ids[3], ids[1], ids[0], ids[2]], own.Items.Select(place => place.EventId));
        Assert.Equal([1, null, null, null], own.Items.Select(place => place.Place));
        Assert.Equal(EnrollmentStatus.Canceled, own.Items[3].Status);
    }

    [Fact]
    public async Task History_says_in_sentences_why_somebody_has_a_seat_and_somebody_else_waits()
    {
        var meetup = _world.Events.Add(seats: 1);
        await _world.EnrolledAsync(meetup.EventId, [1, 2, 3], Token);
        await Enrollments.CancelAsync(meetup.EventId, 1, Token);
        await Enrollments.CancelAsync(meetup.EventId, 3, Token);
        await Enrollments.EnrollAsync(meetup.EventId, 3, Token);
        _world.Events.Change(meetup.EventId, seating => seating with { Capacity = 2 });
        await _world.Ledger.SynchronizeAsync(meetup.EventId, Token);

        Assert.Equal(["You took the last seat: 1 of 1 taken.", "You gave your seat back."], await WhyAsync(1, 1));
        Assert.Equal(["The event was full, so you joined the waitlist with ticket 1.", "A seat became free and you were first in the queue."], await WhyAsync(2, 2));
        Assert.Equal(
            [
                "The event was full, so you joined the waitlist with ticket 2.",
                "You left the waitlist.",
                "The event was full, so you joined the waitlist with ticket 3.",
                "The organizer added seats (2 now) and you were first in the queue.",
            ],
            await WhyAsync(3, 3));
        Assert.Equal(["Took the last seat: 1 of 1 taken.", "Gave the seat back."], await WhyAsync(meetup.OrganizerId, 1));

        async Task<List<string>> WhyAsync(int viewerId, int userId) =>
            [.. (await Enrollments.ReadHistoryAsync(viewerId, meetup.EventId, userId, Token)).Value.Select(entry => entry.Why)];
    }

    [Fact]
    public async Task The_audience_is_read_page_by_page_with_or_without_those_who_wait()
    {
        var meetup = _world.Events.Add(seats: 3).EventId;
        await _world.EnrolledAsync(meetup, [5, 3, 9, 7, 1], Token);
        await Enrollments.CancelAsync(meetup, 9, Token);
        var audience = _world.Get<IEventAudience>();

        Assert.Equal([3, 5, 7], await audience.ListAsync(meetup, includeWaiting: false, 0, 10, Token));
        Assert.Equal([1, 3], await audience.ListAsync(meetup, includeWaiting: true, 0, 2, Token));
        Assert.Equal([5, 7], await audience.ListAsync(meetup, includeWaiting: true, 3, 2, Token));
        Assert.True(await audience.IsEnrolledAsync(meetup, 7, Token));
        Assert.False(await audience.IsEnrolledAsync(meetup, 1, Token));
        Assert.False(await audience.IsEnrolledAsync(meetup, 9, Token));
        Assert.Equal([7], await audience.FilterEnrolledAsync(meetup, [1, 7, 9], Token));
    }

    [Fact]
    public async Task Enrollments_are_counted_per_day_over_all_events_of_an_organizer()
    {
        var meetup = _world.Events.Add(seats: 10);
        var other = _world.Events.Add(seats: 10);
        await _world.EnrolledAsync(meetup.EventId, [1, 2], Token);
        _world.Time.Advance(TimeSpan.FromDays(2));
        await _world.EnrolledAsync(meetup.EventId, [3], Token);
        await _world.EnrolledAsync(other.EventId, [4], Token);

        var counts = await Enrollments.CountPerDayAsync(meetup.OrganizerId, 4, Token);

        Assert.Equal([0, 2, 0, 1], counts.Select(day => day.Count));
        Assert.Equal(DateOnly.FromDateTime(_world.Time.GetUtcNow().UtcDateTime), counts[^1].Day);
    }

    [Fact]
    public async Task Seats_of_many_events_are_counted_in_one_look_and_those_without_any_are_missing()
    {
        var (first, second, unknown) = (_world.Events.Add(seats: 1).EventId, _world.Events.Add(seats: 5).EventId, _world.Events.Add(seats: 5).EventId);
        await _world.EnrolledAsync(first, [1, 2], Token);
        await _world.EnrolledAsync(second, [1], Token);

        var counts = await Enrollments.CountSeatsAsync([first, second, unknown], Token);

        Assert.Equal(new SeatCount(first, 1, 1, 1, IsOpen: true), counts[first]);
        Assert.Equal(new SeatCount(second, 5, 1, 0, IsOpen: true), counts[second]);
        Assert.DoesNotContain(unknown, counts);
        Assert.Equal(new SeatCount(unknown, 5, 0, 0, IsOpen: true), (await Enrollments.CountSeatsAsync(unknown, Token)).Value);
    }

    [Fact]
    public async Task The_seats_and_ones_own_place_come_in_one_look()
    {
        var (meetup, other, quiet) = (_world.Events.Add(seats: 2).EventId, _world.Events.Add(seats: 1).EventId, _world.Events.Add(seats: 5).EventId);
        await _world.EnrolledAsync(meetup, [1, 2, 3, 4], Token);
        await _world.EnrolledAsync(other, [4, 1], Token);
        await Enrollments.CancelAsync(meetup, 1, Token);

        var seats = new SeatCount(meetup, 2, 2, 1, IsOpen: true);
        (int EventId, int UserId, OwnPlace Expected)[] cases =
        [
            (meetup, 1, new OwnPlace(seats, EnrollmentStatus.Canceled, null)),
            (meetup, 3, new OwnPlace(seats, EnrollmentStatus.Enrolled, new Placement.Enrolled())),
            (meetup, 4, new OwnPlace(seats, EnrollmentStatus.Waitlisted, new Placement.Waitlisted(1))),
            (meetup, 5, new OwnPlace(seats, null, null)),
            (other, 1, new OwnPlace(new SeatCount(other, 1, 1, 1, IsOpen: true), EnrollmentStatus.Waitlisted, new Placement.Waitlisted(1))),
            (other, 3, new OwnPlace(new SeatCount(other, 1, 1, 1, IsOpen: true), null, null)),
            (quiet, 1, new OwnPlace(new SeatCount(quiet, 5, 0, 0, IsOpen: true), null, null)),
        ];

        // Alone, and many in the same moment, who share a query.
        foreach (var (eventId, userId, expected) in cases)
        {
            Assert.Equal(expected, (await Enrollments.FindOwnPlaceAsync(eventId, userId, Token)).Value);
        }

        var together = await Task.WhenAll(Enumerable.Repeat(cases, 5).SelectMany(each => each).Select(async each => (each.Expected, Found: await Enrollments.FindOwnPlaceAsync(each.EventId, each.UserId, Token))));
        Assert.All(together, each => Assert.Equal(each.Expected, each.Found.Value));
        Assert.Equal(ResultStatus.NotFound, (await Enrollments.FindOwnPlaceAsync(99_999, 1, Token)).Status);
    }

    private async Task PlacesAreExactAsync(int eventId, IReadOnlyList<int> queue)
    {
        foreach (var place in new[] { 1, 2, 12, 900, 1100, 2400, 2600, 3900, queue.Count - 1, queue.Count })
        {
            Assert.Equal(new Placement.Waitlisted(place), await Enrollments.FindPlacementAsync(eventId, queue[place - 1], Token));
        }
    }
}
