using Ardalis.Result;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Tests.Setting;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Tests;

public abstract class SeatTests(StorageMode mode) : EventsTests(mode)
{
    [Fact]
    public async Task Fewer_seats_are_asked_for_before_they_are_committed()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        App.Ledger.Forget();
        object? stored = null;
        App.Ledger.AfterAnswer = async _ => stored = await App.ReadAsync($"SELECT max_participants FROM events WHERE id = {published.Id}");

        var resized = await App.Management.ResizeAsync(People.Olga, published.Id, 4, Cancellation);

        Assert.Equal(4, resized.Value.MaxParticipants);
        Assert.Equal(10, Convert.ToInt32(stored, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal([$"resize {published.Id} 4"], App.Ledger.Calls);
        Assert.Equal("EventCapacityChanged", (await App.ReadOutboxAsync())[^1].Type);
    }

    [Fact]
    public async Task There_are_never_fewer_seats_than_are_taken()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        App.Ledger.Taken[published.Id] = 7;

        var resized = await App.Management.ResizeAsync(People.Olga, published.Id, 6, Cancellation);
        var edited = await App.Management.EditAsync(People.Olga, published.Id, Draft with { Title = "New", MaxParticipants = 6 }, published.UpdatedAt, Cancellation);

        Assert.Equal(("MaxParticipants", "7 seats are taken already; there cannot be fewer."), Only(resized));
        Assert.Equal(("MaxParticipants", "7 seats are taken already; there cannot be fewer."), Only(edited));
        Assert.Equal(published, await GetAsync(published.Id));
        Assert.Equal((10, true), (App.Ledger.Capacities[published.Id], App.Ledger.Open[published.Id]));
        Assert.True((await App.Management.ResizeAsync(People.Olga, published.Id, 7, Cancellation)).IsSuccess);
    }

    [Fact]
    public async Task More_seats_are_told_at_once_and_again_by_the_outbox()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        App.Ledger.Forget();

        await App.Management.ResizeAsync(People.Olga, published.Id, 20, Cancellation);

        Assert.Equal([$"synchronize {published.Id}"], App.Ledger.Calls);
        Assert.Equal(20, App.Ledger.Capacities[published.Id]);
        Assert.Contains("\"capacity\":20", (await App.ReadOutboxAsync())[^1].Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_that_is_away_after_the_commit_costs_a_moment_only()
    {
        var planned = await GivenEventAsync();
        App.Ledger.Failure = new TimeoutException();

        var published = await App.Management.ChangeStatusAsync(People.Olga, planned.Id, EventStatus.Published, Cancellation);

        Assert.Equal(EventStatus.Published, published.Value.Status);
        Assert.Equal("EventPublished", Assert.Single(await App.ReadOutboxAsync()).Type);
    }

    [Fact]
    public async Task A_ledger_that_is_away_before_the_commit_prevents_it()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        App.Ledger.Failure = new TimeoutException();

        await Assert.ThrowsAsync<TimeoutException>(() => App.Management.ChangeStatusAsync(People.Olga, published.Id, EventStatus.Canceled, Cancellation));
        await Assert.ThrowsAsync<TimeoutException>(() => App.Management.ResizeAsync(People.Olga, published.Id, 5, Cancellation));

        Assert.Equal(published, await GetAsync(published.Id));
        Assert.Equal(new EventSeating(published.Id, People.Olga, "Evening meetup", 10, true, EventStatus.Published, 0), await App.Catalog.FindSeatingAsync(published.Id, Cancellation));
    }

    [Theory]
    [InlineData(EventStatus.Running)]
    [InlineData(EventStatus.Canceled)]
    public async Task Seats_stay_closed_whatever_synchronizes_between_the_asking_and_the_commit(EventStatus to)
    {
        var published = await GivenEventAsync(EventStatus.Published);
        App.Ledger.AfterAnswer = async call =>
        {
            await App.Ledger.SynchronizeAsync(published.Id, Cancellation);
            Assert.False(App.Ledger.Open[published.Id], call);
        };

        Assert.True((await App.Management.ChangeStatusAsync(People.Olga, published.Id, to, Cancellation)).IsSuccess);

        Assert.False(App.Ledger.Open[published.Id]);
        Assert.False((await App.Catalog.FindSeatingAsync(published.Id, Cancellation))!.IsOpen);
    }

    [Fact]
    public async Task Seats_stay_fewer_whatever_synchronizes_between_the_asking_and_the_commit()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        App.Ledger.AfterAnswer = async _ =>
        {
            await App.Ledger.SynchronizeAsync(published.Id, Cancellation);
            Assert.Equal((3, true), (App.Ledger.Capacities[published.Id], App.Ledger.Open[published.Id]));
        };

        Assert.True((await App.Management.ResizeAsync(People.Olga, published.Id, 3, Cancellation)).IsSuccess);

        Assert.Equal(3, App.Ledger.Capacities[published.Id]);
    }

    [Fact]
    public async Task An_edit_that_comes_second_gives_the_seats_back()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        App.Ledger.AfterAnswer = async _ =>
        {
            App.Ledger.AfterAnswer = _ => Task.CompletedTask;
            await App.ExecuteAsync($"UPDATE events SET updated_at = '2027-01-05 00:00:00' WHERE id = {published.Id}");
        };

        var edited = await App.Management.EditAsync(People.Olga, published.Id, Draft with { MaxParticipants = 2 }, published.UpdatedAt, Cancellation);

        Assert.Equal(ResultStatus.Conflict, edited.Status);
        Assert.Equal(10, App.Ledger.Capacities[published.Id]);
        Assert.Equal(10, (await App.Catalog.FindSeatingAsync(published.Id, Cancellation))!.Capacity);
    }

    [Fact]
    public async Task A_hold_whose_process_died_ends_by_itself()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        await App.ExecuteAsync($"UPDATE events SET seat_hold = 0, seat_hold_until = '2027-01-04 12:00:30' WHERE id = {published.Id}");
        Assert.False((await App.Catalog.FindSeatingAsync(published.Id, Cancellation))!.IsOpen);

        App.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.True((await App.Catalog.FindSeatingAsync(published.Id, Cancellation))!.IsOpen);
    }

    [Fact]
    public async Task An_event_in_planning_changes_its_size_without_asking()
    {
        var planned = await GivenEventAsync();

        Assert.Equal(2, (await App.Management.ResizeAsync(People.Olga, planned.Id, 2, Cancellation)).Value.MaxParticipants);
        Assert.Equal("MaxParticipants", Only(await App.Management.ResizeAsync(People.Olga, planned.Id, 0, Cancellation)).Field);
        Assert.Equal("MaxParticipants", Only(await App.Management.ResizeAsync(People.Olga, planned.Id, int.MaxValue, Cancellation)).Field);

        Assert.Empty(App.Ledger.Calls);
        Assert.Empty(await App.ReadOutboxAsync());
    }

    [Fact]
    public async Task An_older_count_never_overwrites_a_newer_one()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        var counts = App.Service<IParticipantCounts>();

        await counts.SetAsync(published.Id, 5, 20, Cancellation);
        await counts.SetAsync(published.Id, 4, 19, Cancellation);
        await counts.SetAsync(published.Id, 9, 20, Cancellation);
        await counts.SetAsync(98765, 1, 1, Cancellation);

        Assert.Equal(published with { CurrentParticipants = 5 }, await GetAsync(published.Id));
        await counts.SetAsync(published.Id, 10, 21, Cancellation);
        Assert.True((await GetAsync(published.Id)).IsFull);
    }

    [Fact]
    public async Task The_reconciler_reads_the_seats_of_all_events_that_are_not_over()
    {
        var planned = await GivenEventAsync();
        var published = await GivenEventAsync(EventStatus.Published);
        var running = await GivenEventAsync(EventStatus.Running);
        await GivenEventAsync(EventStatus.Canceled);
        await GivenEventAsync(EventStatus.Completed);

        Assert.Equal([(planned.Id, false), (published.Id, true)], (await App.Catalog.ListSeatingsAsync(0, 2, Cancellation)).Select(one => (one.EventId, one.IsOpen)));
        Assert.Equal([(running.Id, false)], (await App.Catalog.ListSeatingsAsync(published.Id, 10, Cancellation)).Select(one => (one.EventId, one.IsOpen)));
        Assert.Null(await App.Catalog.FindSeatingAsync(4711, Cancellation));
    }

    private static (string Field, string Message) Only(Result<EventDetails> invalid)
    {
        Assert.Equal(ResultStatus.Invalid, invalid.Status);
        var error = Assert.Single(invalid.ValidationErrors);
        return (error.Identifier, error.ErrorMessage);
    }

    public sealed class OnSqlite() : SeatTests(StorageMode.Embedded);

    public sealed class OnPostgres() : SeatTests(StorageMode.Servers);
}
