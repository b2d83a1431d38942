using Ardalis.Result;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Web.Hosting.PublicPages;
using Mov.Web.Tests.Events;

namespace Mov.Web.Tests.PublicPages;

/// <summary>What the page of an event says of it is read once for all who are signed in, and never shown once it is old or to those it is not for.</summary>
public sealed class PublicEventsTests
{
    [Fact]
    public async Task An_event_is_read_once_for_everyone_and_again_after_a_change()
    {
        var watch = new CatalogWatch();
        await using var stage = new Stage(watch.Surround);
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(olga, title: "Winter swim");
        var before = watch.Reads;

        Assert.Equal("Winter swim", (await ReadAsync(stage, meeting, 101)).Value.Title);
        Assert.Equal("Winter swim", (await ReadAsync(stage, meeting, 102)).Value.Title);
        Assert.Equal(before + 1, watch.Reads);

        await stage.RenameAsync((await ReadAsync(stage, meeting, olga.Id)).Value, "Summer swim");
        Assert.Equal("Summer swim", (await ReadAsync(stage, meeting, 101)).Value.Title);
        Assert.Equal("Summer swim", (await ReadAsync(stage, meeting, 102)).Value.Title);
        Assert.Equal(before + 2, watch.Reads);

        await stage.MoveAsync(meeting, EventStatus.Canceled);
        Assert.Equal(EventStatus.Canceled, (await ReadAsync(stage, meeting, 101)).Value.Status);
    }

    [Fact]
    public async Task A_change_that_comes_while_an_event_is_being_read_is_seen_by_the_next_one()
    {
        var watch = new CatalogWatch();
        await using var stage = new Stage(watch.Surround);
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"), title: "Winter swim");

        var arrived = watch.HoldNextReader();
        var early = ReadAsync(stage, meeting, 101);
        await arrived.WaitAsync(TimeSpan.FromSeconds(30), Stage.Cancellation);
        await stage.RenameAsync(meeting, "Summer swim");
        watch.Release();

        Assert.Equal("Winter swim", (await early).Value.Title);
        Assert.Equal("Summer swim", (await ReadAsync(stage, meeting, 102)).Value.Title);
    }

    [Fact]
    public async Task An_event_in_planning_stays_with_its_organizer()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var planned = await stage.PlannedEventAsync(olga);

        Assert.True((await ReadAsync(stage, planned, olga.Id)).IsSuccess);
        Assert.Equal(ResultStatus.NotFound, (await ReadAsync(stage, planned, 101)).Status);
        Assert.Equal(ResultStatus.NotFound, (await ReadAsync(stage, planned, null)).Status);
    }

    private static Task<Result<EventDetails>> ReadAsync(Stage stage, EventDetails meeting, int? readerId) =>
        stage.Get<PublicEvents>().GetAsync(stage.Get<IEventCatalog>(), meeting.Id, readerId, Stage.Cancellation);
}
