using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Lifecycle;
using Mov.Modules.Events.Tests.Setting;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Modules.Events.Tests;

public abstract class ClockTests(StorageMode mode) : EventsTests(mode)
{
    private EventClock Clock => App.Service<EventClock>();

    [Fact]
    public async Task An_event_starts_at_its_date_and_is_completed_at_its_end()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        var planned = await GivenEventAsync();
        MoveTimeTo(published.Date.AddSeconds(-1));
        Assert.Equal(0, await Clock.RunRoundAsync(Cancellation));
        App.Ledger.Forget();

        MoveTimeTo(published.Date);
        Assert.Equal(1, await Clock.RunRoundAsync(Cancellation));
        Assert.Equal(EventStatus.Running, (await GetAsync(published.Id)).Status);
        Assert.Equal([$"close {published.Id}"], App.Ledger.Calls);

        MoveTimeTo(published.EndsAt!.Value.AddSeconds(-1));
        Assert.Equal(0, await Clock.RunRoundAsync(Cancellation));
        MoveTimeTo(published.EndsAt!.Value);
        Assert.Equal(1, await Clock.RunRoundAsync(Cancellation));

        Assert.Equal(EventStatus.Completed, (await GetAsync(published.Id)).Status);
        Assert.Equal(EventStatus.Planning, (await GetAsync(planned.Id)).Status);
        Assert.Equal(["EventPublished", "EventStarted", "EventCompleted"], (await App.ReadOutboxAsync()).Select(message => message.Type));
    }

    [Fact]
    public async Task An_event_without_an_end_is_over_after_the_time_of_the_settings()
    {
        var running = await GivenEventAsync(EventStatus.Running, Draft with { EndsAt = null });

        MoveTimeTo(running.Date.AddDays(1).AddSeconds(-1));
        Assert.Equal(0, await Clock.RunRoundAsync(Cancellation));
        MoveTimeTo(running.Date.AddDays(1));

        Assert.Equal(1, await Clock.RunRoundAsync(Cancellation));
        Assert.Equal(EventStatus.Completed, (await GetAsync(running.Id)).Status);
    }

    [Fact]
    public async Task An_event_that_another_client_left_behind_catches_up_in_one_round()
    {
        await App.ExecuteAsync("INSERT INTO events (organizer_id, title, date, max_participants, category, status) VALUES (1, 'Old', '2026-12-01 10:00:00', 5, 'talk', 'Published')");

        Assert.Equal(2, await Clock.RunRoundAsync(Cancellation));

        Assert.Equal("Completed", await App.ReadAsync("SELECT status FROM events"));
    }

    [Fact]
    public async Task Many_due_events_and_several_clocks_make_every_move_once()
    {
        for (var count = 0; count < 130; count++)
        {
            await App.ExecuteAsync($"INSERT INTO events (organizer_id, title, date, max_participants, category, status) VALUES (1, 'No {count}', '2027-01-04 11:00:00', 5, 'talk', 'Published')");
        }

        var moves = await Task.WhenAll(Clock.RunRoundAsync(Cancellation), Clock.RunRoundAsync(Cancellation));

        Assert.Equal(130, moves.Sum());
        var outbox = await App.ReadOutboxAsync();
        Assert.Equal(130, outbox.Count);
        Assert.Equal(130, outbox.Select(message => message.Payload).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_ledger_that_is_away_postpones_the_start()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        MoveTimeTo(published.Date);
        App.Ledger.Failure = new TimeoutException();
        Assert.Equal(0, await Clock.RunRoundAsync(Cancellation));
        Assert.Equal(EventStatus.Published, (await GetAsync(published.Id)).Status);

        App.Ledger.Failure = null;

        Assert.Equal(1, await Clock.RunRoundAsync(Cancellation));
    }

    [Fact]
    public async Task The_clock_looks_by_itself()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        await Clock.StartAsync(Cancellation);
        try
        {
            MoveTimeTo(published.Date);
            await Eventually.TrueAsync(
                async _ =>
                {
                    App.Time.Advance(TimeSpan.FromSeconds(15));
                    return (await GetAsync(published.Id)).Status == EventStatus.Running;
                },
                "the event starts",
                Cancellation);
        }
        finally
        {
            await Clock.StopAsync(CancellationToken.None);
        }
    }

    private void MoveTimeTo(DateTime utc) => App.Time.SetUtcNow(new DateTimeOffset(utc));

    public sealed class OnSqlite() : ClockTests(StorageMode.Embedded);

    public sealed class OnPostgres() : ClockTests(StorageMode.Servers);
}
