using System.Net;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Web.Tests.Events;

namespace Mov.Web.Tests.Organizer;

public sealed class OrganizerPagesTests
{
    [Fact]
    public async Task An_organizer_creates_and_publishes_an_event_that_others_then_find()
    {
        await using var stage = new Stage();
        var olga = await stage.BrowserOfAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));
        var form = await olga.OpenAsync("/organizer/events/new", Stage.Cancellation);
        Assert.Equal("Europe/Berlin", form.ValueOf("Time zone"));

        var managed = await olga.PressAsync(
            form, "Create event", Stage.Cancellation,
            ("Title", "Three cellos"), ("Description", "**Loud**"), ("Category", "concert"), ("Date and time", "2035-05-11T20:00"), ("Ends", "2035-05-11T22:30"),
            ("Time zone", "Asia/Tokyo"), ("Location", "Kulturhaus"), ("Maximum participants", "180"));
        Assert.Contains("Planning", managed.Text, StringComparison.Ordinal);
        var published = await olga.PressAsync(managed, "Publish", Stage.Cancellation);

        Assert.Contains("Published", published.Text, StringComparison.Ordinal);
        var found = await stage.Site.NewVisitor().OpenAsync("/events?q=cellos", Stage.Cancellation);
        Assert.Contains("Fri 11 May · 20:00", found.Text, StringComparison.Ordinal);
        Assert.Equal("Asia/Tokyo", (await olga.OpenAsync("/organizer/events/new", Stage.Cancellation)).ValueOf("Time zone"));
    }

    [Fact]
    public async Task Bad_input_is_said_at_its_fields_and_stays_as_typed()
    {
        await using var stage = new Stage();
        var olga = await stage.BrowserOfAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));

        var again = await olga.PressAsync(
            await olga.OpenAsync("/organizer/events/new", Stage.Cancellation), "Create event", Stage.Cancellation,
            ("Title", new string('t', 201)), ("Description", "<script>alert(1)</script>"), ("Category", "concert"), ("Date and time", "2001-01-01T10:00"), ("Maximum participants", "0"));

        foreach (var field in (string[])["Title", "Date and time", "Maximum participants"])
            Assert.False(string.IsNullOrEmpty(again.ErrorAt(field)), $"{field} has no error.");
        Assert.Equal(new string('t', 201), again.ValueOf("Title"));
        Assert.Equal("<script>alert(1)</script>", again.ValueOf("Description"));
        Assert.Equal("concert", again.ValueOf("Category"));
        Assert.Equal("2001-01-01T10:00", again.ValueOf("Date and time"));
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_what_changed_and_loses_nothing()
    {
        await using var stage = new Stage();
        var person = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(person);
        var (one, other) = (await stage.BrowserOfAsync(person), await stage.BrowserOfAsync(person));
        var edit = $"/organizer/events/{meeting.Id}/edit";
        var (mine, theirs) = (await one.OpenAsync(edit, Stage.Cancellation), await other.OpenAsync(edit, Stage.Cancellation));
        await other.PressAsync(theirs, "Save changes", Stage.Cancellation, ("Location", "The other lake"));

        var told = await one.PressAsync(mine, "Save changes", Stage.Cancellation, ("Title", "Winter swim, warmer"));
        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("The other lake", told.Text, StringComparison.Ordinal);
        Assert.Equal("Winter swim, warmer", told.ValueOf("Title"));
        Assert.Equal("Lake hut", told.ValueOf("Location"));

        var saved = await one.PressAsync(told, "Save changes", Stage.Cancellation);
        Assert.Equal("Winter swim, warmer", saved.Heading);
    }

    [Fact]
    public async Task Canceling_says_how_many_are_told_and_asks_for_a_second_press()
    {
        await using var stage = new Stage();
        var person = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(person, seats: 1);
        await stage.EnrollAsync(meeting, await stage.PersonAsync(UserRole.Participant, "Ada"));
        await stage.EnrollAsync(meeting, await stage.PersonAsync(UserRole.Participant, "Ben"));
        var olga = await stage.BrowserOfAsync(person);

        var asked = await olga.PressAsync(await olga.OpenAsync($"/organizer/events/{meeting.Id}", Stage.Cancellation), "Cancel event", Stage.Cancellation);
        Assert.Contains("2 participants will be told.", asked.Text, StringComparison.Ordinal);
        Assert.Equal(EventStatus.Published, await StatusAsync(stage, meeting));
        var canceled = await olga.PressAsync(asked, "Cancel event", Stage.Cancellation);

        Assert.Contains("The event is canceled", canceled.Text, StringComparison.Ordinal);
        Assert.Equal(EventStatus.Canceled, await StatusAsync(stage, meeting));
    }

    [Fact]
    public async Task An_event_starts_and_completes_and_a_planned_one_is_deleted()
    {
        await using var stage = new Stage();
        var person = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var (meeting, planned) = (await stage.PublishedEventAsync(person), await stage.PlannedEventAsync(person, title: "Never mind"));
        var olga = await stage.BrowserOfAsync(person);
        var address = $"/organizer/events/{meeting.Id}";

        foreach (var move in (string[])["Start", "Complete"])
            await olga.PressAsync(await olga.PressAsync(await olga.OpenAsync(address, Stage.Cancellation), move, Stage.Cancellation), move, Stage.Cancellation);
        Assert.Equal(EventStatus.Completed, await StatusAsync(stage, meeting));

        var home = await olga.PressAsync(
            await olga.PressAsync(await olga.OpenAsync($"/organizer/events/{planned.Id}", Stage.Cancellation), "Delete", Stage.Cancellation), "Delete", Stage.Cancellation);
        Assert.StartsWith("/organizer?", home.Path, StringComparison.Ordinal);
        Assert.DoesNotContain("Never mind", home.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seats_are_added_removed_people_are_gone_and_fewer_than_taken_is_refused_in_words()
    {
        await using var stage = new Stage();
        var person = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(person, seats: 2);
        await stage.EnrollAsync(meeting, await stage.PersonAsync(UserRole.Participant, "Ada"));
        await stage.EnrollAsync(meeting, await stage.PersonAsync(UserRole.Participant, "Ben"));
        await stage.EnrollAsync(meeting, await stage.PersonAsync(UserRole.Participant, "Cleo"));
        var olga = await stage.BrowserOfAsync(person);
        var address = $"/organizer/events/{meeting.Id}";

        var refused = await olga.PressAsync(await olga.OpenAsync(address, Stage.Cancellation), "Change seats", Stage.Cancellation, ("Maximum participants", "1"));
        Assert.False(string.IsNullOrEmpty(refused.ErrorAt("Maximum participants")));
        var more = await olga.PressAsync(refused, "Change seats", Stage.Cancellation, ("Maximum participants", "3"));
        Assert.Contains("3 of 3 seats", more.Text, StringComparison.Ordinal);

        var asked = await olga.PressAsync(more.Within("li", "Ben"), "Remove", Stage.Cancellation);
        var removed = await olga.PressAsync(asked, "Remove", Stage.Cancellation);
        Assert.DoesNotContain("Ben", removed.Text, StringComparison.Ordinal);
        Assert.Contains("2 of 3 seats", removed.Text, StringComparison.Ordinal);

        var csv = await olga.GetAsync($"{address}/participants.csv", Stage.Cancellation);
        Assert.StartsWith("text/csv", csv.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("Ada,ada", csv.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/edit")]
    [InlineData("/cancel")]
    [InlineData("/delete")]
    [InlineData("/participants.csv")]
    [InlineData("/remove/1")]
    public async Task Another_organizers_event_is_forbidden_and_a_participant_never_comes_here(string page)
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(olga);
        var address = $"/organizer/events/{meeting.Id}{page}";

        var otto = await stage.BrowserOfAsync(await stage.PersonAsync(UserRole.Organizer, "Otto"));
        Assert.Equal(HttpStatusCode.Forbidden, (await otto.OpenAsync(address, Stage.Cancellation)).Status);
        var ada = await stage.BrowserOfAsync(await stage.PersonAsync(UserRole.Participant, "Ada"));
        Assert.Equal(HttpStatusCode.Forbidden, (await ada.OpenAsync(address, Stage.Cancellation)).Status);
        var visitor = await stage.Site.NewVisitor().GetAsync(address, Stage.Cancellation);
        Assert.Contains("/account/login", visitor.Location, StringComparison.Ordinal);
        var missing = await otto.OpenAsync($"/organizer/events/999999{page}", Stage.Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
        Assert.Equal(EventStatus.Published, await StatusAsync(stage, meeting));
    }

    [Fact]
    public async Task The_home_shows_what_is_taken_and_who_waits()
    {
        await using var stage = new Stage();
        var person = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(person, seats: 1);
        await stage.EnrollAsync(meeting, await stage.PersonAsync(UserRole.Participant, "Ada"));
        await stage.EnrollAsync(meeting, await stage.PersonAsync(UserRole.Participant, "Ben"));
        var olga = await stage.BrowserOfAsync(person);

        var home = await olga.OpenAsync("/organizer", Stage.Cancellation);

        Assert.Contains("Olga", home.Heading, StringComparison.Ordinal);
        Assert.Contains("1 of 1 seat · 1 waiting", home.Text, StringComparison.Ordinal);
        Assert.Equal(14, home.Document.QuerySelectorAll("table tbody tr").Length);
    }

    private static async Task<EventStatus> StatusAsync(Stage stage, EventDetails meeting) =>
        (await stage.Get<IEventCatalog>().GetAsync(meeting.Id, meeting.OrganizerId, Stage.Cancellation)).Value.Status;
}
