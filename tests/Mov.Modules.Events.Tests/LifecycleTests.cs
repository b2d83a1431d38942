using Ardalis.Result;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Lifecycle;
using Mov.Modules.Events.Tests.Setting;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Tests;

public abstract class LifecycleTests(StorageMode mode) : EventsTests(mode)
{
    private static readonly HashSet<(EventStatus From, EventStatus To)> Moves =
    [
        (EventStatus.Planning, EventStatus.Published),
        (EventStatus.Planning, EventStatus.Canceled),
        (EventStatus.Published, EventStatus.Running),
        (EventStatus.Published, EventStatus.Canceled),
        (EventStatus.Running, EventStatus.Completed),
    ];

    [Fact]
    public async Task Every_move_of_the_lifecycle_is_made_and_no_other()
    {
        foreach (var from in Enum.GetValues<EventStatus>())
        {
            foreach (var to in Enum.GetValues<EventStatus>())
            {
                var before = await GivenEventAsync(from);

                var moved = await App.Management.ChangeStatusAsync(People.Olga, before.Id, to, Cancellation);

                var after = await GetAsync(before.Id);
                if (from == to)
                {
                    Assert.Equal(before, moved.Value);
                    Assert.Equal(before, after);
                }
                else if (Moves.Contains((from, to)))
                {
                    Assert.Equal(to, moved.Value.Status);
                    Assert.Equal(moved.Value, after);
                    Assert.True(after.UpdatedAt > before.UpdatedAt);
                }
                else
                {
                    Assert.Equal(ResultStatus.Conflict, moved.Status);
                    Assert.EndsWith(".", Assert.Single(moved.Errors), StringComparison.Ordinal);
                    Assert.Equal(before, after);
                }

                Assert.Equal(Moves.Contains((from, to)), EventLifecycle.CanMove(from, to));
            }
        }
    }

    [Fact]
    public async Task Each_move_tells_the_others_in_the_words_of_the_move()
    {
        var run = await GivenEventAsync(EventStatus.Completed);
        var planned = await GivenEventAsync();
        await App.Management.ChangeStatusAsync(People.Olga, planned.Id, EventStatus.Canceled, Cancellation);
        var published = await GivenEventAsync(EventStatus.Published);
        await App.Management.ChangeStatusAsync(People.Olga, published.Id, EventStatus.Canceled, Cancellation);

        var outbox = await App.ReadOutboxAsync();

        Assert.Equal(
            ["EventPublished", "EventStarted", "EventCompleted", "EventCanceled", "EventPublished", "EventCanceled"], outbox.Select(message => message.Type));
        Assert.Equal($$"""{"eventId":{{run.Id}},"organizerId":1,"title":"Evening meetup"}""", outbox[0].Payload);
        Assert.Contains("\"wasPublished\":false", outbox[3].Payload, StringComparison.Ordinal);
        Assert.Contains("\"wasPublished\":true", outbox[5].Payload, StringComparison.Ordinal);
        Assert.Contains(("events", $"{run.Id}"), App.Live.Published);
        Assert.Contains(($"event:{run.Id}", ""), App.Live.Published);
    }

    [Fact]
    public async Task A_move_and_what_others_learn_of_it_are_one_transaction()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        await App.ExecuteAsync("ALTER TABLE outbox RENAME TO outbox_away");

        await Assert.ThrowsAnyAsync<Exception>(() => App.Management.ChangeStatusAsync(People.Olga, published.Id, EventStatus.Canceled, Cancellation));

        Assert.Equal(published, await GetAsync(published.Id));
        Assert.True(App.Ledger.Open[published.Id], "the seats were not given back");
    }

    [Fact]
    public async Task Only_an_event_in_planning_is_deleted()
    {
        foreach (var status in Enum.GetValues<EventStatus>())
        {
            var one = await GivenEventAsync(status);

            var deleted = await App.Management.DeleteAsync(People.Olga, one.Id, Cancellation);

            Assert.Equal(status == EventStatus.Planning ? ResultStatus.Ok : ResultStatus.Conflict, deleted.Status);
            Assert.Equal(status == EventStatus.Planning, (await App.Catalog.GetAsync(one.Id, People.Olga, Cancellation)).IsNotFound());
        }
    }

    [Fact]
    public async Task An_event_whose_date_has_passed_is_not_published()
    {
        var planned = await GivenEventAsync();
        App.Time.Advance(TimeSpan.FromDays(30));

        var published = await App.Management.ChangeStatusAsync(People.Olga, planned.Id, EventStatus.Published, Cancellation);

        Assert.Equal(ResultStatus.Conflict, published.Status);
    }

    [Fact]
    public async Task Of_two_who_move_an_event_at_once_one_succeeds_and_the_other_is_told()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        await using var elsewhere = App.OpenScope();
        var other = (IEventManagement)elsewhere.ServiceProvider.GetService(typeof(IEventManagement))!;

        var answers = await Task.WhenAll(
            App.Management.ChangeStatusAsync(People.Olga, published.Id, EventStatus.Running, Cancellation),
            other.ChangeStatusAsync(People.Olga, published.Id, EventStatus.Canceled, Cancellation));

        Assert.Single(answers, answer => answer.IsSuccess);
        Assert.Single(answers, answer => answer.Status == ResultStatus.Conflict);
        Assert.Equal(2, (await App.ReadOutboxAsync()).Count);
        Assert.False((await App.Catalog.FindSeatingAsync(published.Id, Cancellation))!.IsOpen);
    }

    public sealed class OnSqlite() : LifecycleTests(StorageMode.Embedded);

    public sealed class OnPostgres() : LifecycleTests(StorageMode.Servers);
}
