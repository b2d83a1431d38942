using Ardalis.Result;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Organizers;
using Mov.Modules.Events.Tests.Setting;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Tests;

public abstract class SuspensionTests(StorageMode mode) : EventsTests(mode)
{
    [Fact]
    public async Task A_suspended_organizer_s_events_are_closed_and_out_of_sight_before_the_deactivation_is_committed()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        var running = await GivenEventAsync(EventStatus.Running);
        var other = await GivenEventAsync(EventStatus.Published, organizer: People.Otto);
        App.Ledger.Forget();

        await App.Service<IAccountSuspension>().SuspendAsync(People.Olga, Cancellation);

        Assert.Equal([$"close {published.Id}"], App.Ledger.Calls);
        Assert.False((await App.Catalog.FindSeatingAsync(published.Id, Cancellation))!.IsOpen);
        Assert.Equal([other.Id], (await App.Catalog.SearchAsync(new EventSearch(), Cancellation)).Items.Select(one => one.Id));
        Assert.Equal(1, (await App.Catalog.SearchAsync(new EventSearch(), Cancellation)).Categories.Sum(category => category.Events));
        Assert.True((await App.Catalog.GetAsync(published.Id, null, Cancellation)).IsNotFound());
        Assert.True((await App.Catalog.GetAsync(running.Id, null, Cancellation)).IsNotFound());
        Assert.Equal(ResultStatus.Forbidden, (await App.Management.CreateAsync(People.Olga, Draft, Cancellation)).Status);
        Assert.Equal($"{{\"eventId\":{published.Id}}}", Assert.Single(await App.ReadOutboxAsync(), message => message.Type == "OrganizerStandingChanged").Payload);
    }

    [Fact]
    public async Task Deactivation_and_reactivation_close_and_open()
    {
        var published = await GivenEventAsync(EventStatus.Published);

        await HearDeactivatedAsync(10);
        Assert.False(App.Ledger.Open[published.Id]);
        Assert.Empty((await App.Catalog.SearchAsync(new EventSearch(), Cancellation)).Items);

        await HearReactivatedAsync(11);
        Assert.True(App.Ledger.Open[published.Id]);
        Assert.Single((await App.Catalog.SearchAsync(new EventSearch(), Cancellation)).Items);
        Assert.Equal(2, (await App.ReadOutboxAsync()).Count(message => message.Type == "OrganizerStandingChanged"));
    }

    [Fact]
    public async Task Late_and_repeated_deliveries_change_nothing()
    {
        var published = await GivenEventAsync(EventStatus.Published);

        await HearReactivatedAsync(11);
        await HearDeactivatedAsync(10);
        await HearReactivatedAsync(11);
        Assert.True((await App.Catalog.FindSeatingAsync(published.Id, Cancellation))!.IsOpen);

        await HearDeactivatedAsync(12);
        await HearReactivatedAsync(11);
        await HearDeactivatedAsync(12);
        Assert.False((await App.Catalog.FindSeatingAsync(published.Id, Cancellation))!.IsOpen);
    }

    [Fact]
    public async Task A_late_reactivation_does_not_undo_a_suspension_that_was_noted_after_it()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        await HearDeactivatedAsync(10);
        var reactivatedAt = App.Time.GetUtcNow().UtcDateTime;
        App.Time.Advance(TimeSpan.FromSeconds(1));
        await App.Service<IAccountSuspension>().SuspendAsync(People.Olga, Cancellation);

        await HearReactivatedAsync(11, reactivatedAt);

        Assert.False((await App.Catalog.FindSeatingAsync(published.Id, Cancellation))!.IsOpen);
    }

    [Fact]
    public async Task Late_news_of_an_earlier_deactivation_and_its_end_does_not_undo_a_suspension_that_was_noted_after_both()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        var deactivatedAt = App.Time.GetUtcNow().UtcDateTime;
        App.Time.Advance(TimeSpan.FromSeconds(1));
        var reactivatedAt = App.Time.GetUtcNow().UtcDateTime;
        App.Time.Advance(TimeSpan.FromSeconds(1));
        await App.Service<IAccountSuspension>().SuspendAsync(People.Olga, Cancellation);

        await HearDeactivatedAsync(10, deactivatedAt);
        await HearReactivatedAsync(11, reactivatedAt);

        Assert.False((await App.Catalog.FindSeatingAsync(published.Id, Cancellation))!.IsOpen);

        App.Time.Advance(TimeSpan.FromSeconds(1));
        await HearDeactivatedAsync(12);
        await HearReactivatedAsync(13);
        Assert.True((await App.Catalog.FindSeatingAsync(published.Id, Cancellation))!.IsOpen);
    }

    [Fact]
    public async Task A_suspension_whose_deactivation_was_never_committed_ends_by_itself()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        await App.Service<IAccountSuspension>().SuspendAsync(People.Olga, Cancellation);
        await App.Service<OrganizerStandings>().ReviewAsync(Cancellation);
        Assert.False(App.Ledger.Open[published.Id]);

        App.Time.Advance(TimeSpan.FromMinutes(2));
        await App.Service<OrganizerStandings>().ReviewAsync(Cancellation);

        Assert.True(App.Ledger.Open[published.Id]);
        Assert.True((await App.Catalog.FindSeatingAsync(published.Id, Cancellation))!.IsOpen);
    }

    [Fact]
    public async Task An_account_that_another_client_deactivated_is_noticed()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        App.People.SetActive(People.Olga, false);
        Assert.True((await App.Catalog.GetAsync(published.Id, null, Cancellation)).IsNotFound());

        await App.Service<OrganizerStandings>().ReviewAsync(Cancellation);

        Assert.False(App.Ledger.Open[published.Id]);
        Assert.Empty((await App.Catalog.SearchAsync(new EventSearch(), Cancellation)).Items);
    }

    [Fact]
    public async Task Participants_concern_no_event()
    {
        await App.Service<IAccountSuspension>().SuspendAsync(People.Paula, Cancellation);
        await Handler.HandleAsync(
            [new Delivery<AccountDeactivated>("mov_auth", 1, EventsApp.Start.UtcDateTime, new AccountDeactivated(People.Paula, UserRole.Participant))], Cancellation);

        Assert.Equal(0L, await App.ReadAsync("SELECT count(*) FROM organizer_standings"));
    }

    [Fact]
    public async Task An_event_of_a_suspended_organizer_that_is_published_in_the_same_moment_stays_closed()
    {
        var planned = await GivenEventAsync();
        await HearDeactivatedAsync(10);
        await App.ExecuteAsync($"UPDATE events SET status = 'Published' WHERE id = {planned.Id}");

        Assert.False((await App.Catalog.FindSeatingAsync(planned.Id, Cancellation))!.IsOpen);
    }

    private AccountStandingHandler Handler => new(App.Service<OrganizerStandings>());

    private Task HearDeactivatedAsync(long delivery, DateTime? at = null) => Handler.HandleAsync(
        [new Delivery<AccountDeactivated>("mov_auth", delivery, at ?? App.Time.GetUtcNow().UtcDateTime, new AccountDeactivated(People.Olga, UserRole.Organizer))], Cancellation);

    private Task HearReactivatedAsync(long delivery, DateTime? at = null) => Handler.HandleAsync(
        [new Delivery<AccountReactivated>("mov_auth", delivery, at ?? App.Time.GetUtcNow().UtcDateTime, new AccountReactivated(People.Olga, UserRole.Organizer))], Cancellation);

    public sealed class OnSqlite() : SuspensionTests(StorageMode.Embedded);

    public sealed class OnPostgres() : SuspensionTests(StorageMode.Servers);
}
