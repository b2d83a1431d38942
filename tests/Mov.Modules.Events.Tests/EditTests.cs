using Ardalis.Result;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Tests.Setting;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Tests;

public abstract class EditTests(StorageMode mode) : EventsTests(mode)
{
    [Fact]
    public async Task What_was_typed_is_kept_as_text()
    {
        var nasty = Draft with
        {
            Title = "<script>alert('hi')</script> \"Ümläut\" 🎷",
            Description = "'; DROP TABLE events; --\n<img src=x onerror=alert(1)> {0} %s",
            Location = "https://example.org/?a=1&b=<2>",
        };

        var created = await GivenEventAsync(EventStatus.Planning, nasty);

        var read = await GetAsync(created.Id);
        Assert.Equal((nasty.Title, nasty.Description, nasty.Location), (read.Title, read.Description, read.Location));
        Assert.Equal(created, read);
    }

    [Fact]
    public async Task A_draft_that_breaks_rules_changes_nothing()
    {
        var planned = await GivenEventAsync();

        var created = await App.Management.CreateAsync(People.Olga, Draft with { Title = "", MaxParticipants = 0 }, Cancellation);
        var edited = await App.Management.EditAsync(People.Olga, planned.Id, Draft with { Title = "", MaxParticipants = 0 }, planned.UpdatedAt, Cancellation);

        Assert.Equal(["MaxParticipants", "Title"], created.ValidationErrors.Select(error => error.Identifier).Order(StringComparer.Ordinal));
        Assert.Equal(["MaxParticipants", "Title"], edited.ValidationErrors.Select(error => error.Identifier).Order(StringComparer.Ordinal));
        Assert.Equal(1L, await App.ReadAsync("SELECT count(*) FROM events"));
        Assert.Equal(planned, await GetAsync(planned.Id));
    }

    [Fact]
    public async Task An_edit_of_a_published_event_says_what_changed()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        var draft = Draft with { Title = "Night meetup", Date = Draft.Date!.Value.AddHours(1), Location = null, MaxParticipants = 12 };

        var edited = await App.Management.EditAsync(People.Olga, published.Id, draft, published.UpdatedAt, Cancellation);

        Assert.Equal(("Night meetup", 12, null), (edited.Value.Title, edited.Value.MaxParticipants, edited.Value.Location));
        Assert.Equal(edited.Value, await GetAsync(published.Id));
        var outbox = await App.ReadOutboxAsync();
        Assert.Equal(["EventPublished", "EventUpdated", "EventCapacityChanged"], outbox.Select(message => message.Type));
        Assert.Contains("""["title","date","location"]""", outbox[1].Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_others_see_tells_nobody()
    {
        var planned = await GivenEventAsync();
        var published = await GivenEventAsync(EventStatus.Published);
        var before = (await App.ReadOutboxAsync()).Count;

        Assert.True((await App.Management.EditAsync(People.Olga, planned.Id, Draft with { Title = "New", MaxParticipants = 3 }, planned.UpdatedAt, Cancellation)).IsSuccess);
        Assert.True((await App.Management.EditAsync(People.Olga, published.Id, Draft, published.UpdatedAt, Cancellation)).IsSuccess);

        Assert.Equal(before, (await App.ReadOutboxAsync()).Count);
    }

    [Fact]
    public async Task Every_edit_makes_another_version_although_the_clock_stands_still()
    {
        var current = await GivenEventAsync();
        for (var round = 0; round < 3; round++)
        {
            var edited = await App.Management.EditAsync(People.Olga, current.Id, Draft, current.UpdatedAt, Cancellation);
            Assert.True(edited.Value.UpdatedAt > current.UpdatedAt);
            current = edited.Value;
        }
    }

    [Fact]
    public async Task Whoever_edits_an_outdated_version_is_told_and_changes_nothing()
    {
        var seen = await GivenEventAsync(EventStatus.Published);
        var first = await App.Management.EditAsync(People.Olga, seen.Id, Draft with { Title = "First" }, seen.UpdatedAt, Cancellation);

        var second = await App.Management.EditAsync(People.Olga, seen.Id, Draft with { Title = "Second" }, seen.UpdatedAt, Cancellation);

        Assert.Equal(ResultStatus.Conflict, second.Status);
        Assert.NotEmpty(second.Errors);
        Assert.Equal(first.Value, await GetAsync(seen.Id));
    }

    [Fact]
    public async Task Of_several_who_edit_at_the_same_moment_one_succeeds()
    {
        var seen = await GivenEventAsync(EventStatus.Published);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async editor =>
        {
            await using var scope = App.OpenScope();
            return await scope.ServiceProvider.GetRequiredService<IEventManagement>()
                .EditAsync(People.Olga, seen.Id, Draft with { Title = $"Editor {editor}" }, seen.UpdatedAt, Cancellation);
        }));

        var winner = Assert.Single(answers, answer => answer.IsSuccess).Value;
        Assert.Equal(7, answers.Count(answer => answer.Status == ResultStatus.Conflict));
        Assert.Equal(winner, await GetAsync(seen.Id));
        Assert.Single(await App.ReadOutboxAsync(), message => message.Type == "EventUpdated");
    }

    [Fact]
    public async Task The_seat_count_does_not_disturb_an_editor()
    {
        var seen = await GivenEventAsync(EventStatus.Published);
        await App.Service<IParticipantCounts>().SetAsync(seen.Id, 4, 7, Cancellation);

        var edited = await App.Management.EditAsync(People.Olga, seen.Id, Draft with { Title = "Edited" }, seen.UpdatedAt, Cancellation);

        Assert.Equal(4, edited.Value.CurrentParticipants);
    }

    [Theory]
    [InlineData(EventStatus.Running)]
    [InlineData(EventStatus.Completed)]
    [InlineData(EventStatus.Canceled)]
    public async Task An_event_that_began_or_was_canceled_is_not_edited(EventStatus status)
    {
        var over = await GivenEventAsync(status);

        Assert.Equal(ResultStatus.Conflict, (await App.Management.EditAsync(People.Olga, over.Id, Draft, over.UpdatedAt, Cancellation)).Status);
        Assert.Equal(ResultStatus.Conflict, (await App.Management.ResizeAsync(People.Olga, over.Id, 50, Cancellation)).Status);
        Assert.Equal(over, await GetAsync(over.Id));
    }

    public sealed class OnSqlite() : EditTests(StorageMode.Embedded);

    public sealed class OnPostgres() : EditTests(StorageMode.Servers);
}
