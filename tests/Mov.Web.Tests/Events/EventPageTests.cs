using System.Net;
using System.Text.Json;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;

namespace Mov.Web.Tests.Events;

public sealed class EventPageTests
{
    [Fact]
    public async Task A_participant_enrolls_and_gives_the_seat_back_with_a_second_press()
    {
        await using var stage = new Stage();
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));
        var ada = await stage.BrowserOfAsync(await stage.PersonAsync(UserRole.Participant, "Ada"));

        var enrolled = await ada.PressAsync(await ada.OpenAsync($"/events/{meeting.Id}", Stage.Cancellation), "Enroll", Stage.Cancellation);
        Assert.Contains("You are enrolled", enrolled.Text, StringComparison.Ordinal);
        Assert.Contains("1 of 10 seats", enrolled.Text, StringComparison.Ordinal);

        var asked = await ada.PressAsync(enrolled, "Cancel enrollment", Stage.Cancellation);
        Assert.Equal($"/events/{meeting.Id}/cancel-enrollment", asked.Path);
        var left = await ada.PressAsync(asked, "Cancel enrollment", Stage.Cancellation);

        Assert.True(left.HasButton("Enroll"));
        Assert.DoesNotContain("You are enrolled", left.Text, StringComparison.Ordinal);
        Assert.Contains("What happened to my place", left.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_event_gives_places_on_the_waitlist_in_order()
    {
        await using var stage = new Stage();
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"), seats: 1);
        foreach (var name in (string[])["Ben", "Cleo", "Dora"])
            await stage.EnrollAsync(meeting, await stage.PersonAsync(UserRole.Participant, name));
        var ada = await stage.BrowserOfAsync(await stage.PersonAsync(UserRole.Participant, "Ada"));

        var waiting = await ada.PressAsync(await ada.OpenAsync($"/events/{meeting.Id}", Stage.Cancellation), "Join waitlist", Stage.Cancellation);
        Assert.Contains("You are number 3 on the waitlist", waiting.Text, StringComparison.Ordinal);

        var left = await ada.PressAsync(await ada.PressAsync(waiting, "Leave waitlist", Stage.Cancellation), "Leave waitlist", Stage.Cancellation);
        Assert.True(left.HasButton("Join waitlist"));
    }

    [Fact]
    public async Task A_visitor_is_led_to_sign_in_and_back()
    {
        await using var stage = new Stage();
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));
        var ada = await stage.PersonAsync(UserRole.Participant, "Ada");
        var visitor = stage.Site.NewVisitor();
        var page = await visitor.OpenAsync($"/events/{meeting.Id}", Stage.Cancellation);

        var link = page.Document.QuerySelectorAll("aside a").Single(a => a.TextContent.Trim() == "Enroll").GetAttribute("href")!;
        var back = await visitor.PressAsync(
            await visitor.OpenAsync(link, Stage.Cancellation), "Sign in", Stage.Cancellation, ("Email", ada.Email), ("Password", Site.MovSite.Password));

        Assert.Equal($"/events/{meeting.Id}", back.Path);
        Assert.True(back.HasButton("Enroll"));
    }

    [Fact]
    public async Task A_planned_event_is_seen_by_its_organizer_only()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PlannedEventAsync(olga);
        var other = await stage.BrowserOfAsync(await stage.PersonAsync(UserRole.Organizer, "Otto"));
        var owner = await stage.BrowserOfAsync(olga);

        foreach (var path in (string[])["", ".ics", "/cover.svg", "/cover.png"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/events/{meeting.Id}{path}", Stage.Cancellation)).Status);
            Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync($"/events/{meeting.Id}{path}", Stage.Cancellation)).Status);
        }
    }

    [Theory]
    [InlineData(EventStatus.Canceled, "This event does not take place.")]
    [InlineData(EventStatus.Running, "It has begun; no more seats are given.")]
    public async Task An_event_that_gives_no_seats_says_why_and_a_late_press_changes_nothing(EventStatus status, string sentence)
    {
        await using var stage = new Stage();
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));
        var ada = await stage.BrowserOfAsync(await stage.PersonAsync(UserRole.Participant, "Ada"));
        var before = await ada.OpenAsync($"/events/{meeting.Id}", Stage.Cancellation);
        await stage.MoveAsync(meeting, status);

        var late = await ada.PressAsync(before, "Enroll", Stage.Cancellation);

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.NotNull(late.Document.QuerySelector("[role=alert]"));
        Assert.Contains(sentence, late.Text, StringComparison.Ordinal);
        Assert.False(late.HasButton("Enroll"));
    }

    [Fact]
    public async Task Search_engines_get_the_event_as_data_that_no_title_breaks()
    {
        await using var stage = new Stage();
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"), title: "A </script><b> title");

        var page = await stage.Site.NewVisitor().OpenAsync($"/events/{meeting.Id}", Stage.Cancellation);
        var data = JsonDocument.Parse(page.Document.QuerySelector("script[type='application/ld+json']")!.TextContent).RootElement;

        Assert.Equal("A </script><b> title", data.GetProperty("name").GetString());
        Assert.Equal("https://schema.org/EventScheduled", data.GetProperty("eventStatus").GetString());
        Assert.EndsWith($"/events/{meeting.Id}/cover.png", page.Document.QuerySelector("meta[property='og:image']")!.GetAttribute("content"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_are_sent_and_edited_without_JavaScript_by_those_with_a_seat()
    {
        await using var stage = new Stage();
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));
        var person = await stage.PersonAsync(UserRole.Participant, "Ada");
        var ada = await stage.BrowserOfAsync(person);
        var closed = await ada.OpenAsync($"/events/{meeting.Id}", Stage.Cancellation);
        Assert.False(closed.HasButton("Send"));
        await stage.EnrollAsync(meeting, person);

        var open = await ada.OpenAsync($"/events/{meeting.Id}", Stage.Cancellation);
        var sent = await ada.PressAsync(open, "Send", Stage.Cancellation, ("Message", "<b>Is rye fine?</b>"));
        Assert.Contains("<b>Is rye fine?</b>", sent.Text, StringComparison.Ordinal);
        Assert.Equal("", sent.ValueOf("Message"));

        var editing = await ada.OpenAsync(sent.Document.QuerySelector("a.act[href*='edit=']")!.GetAttribute("href")!, Stage.Cancellation);
        var edited = await ada.PressAsync(editing, "Save changes", Stage.Cancellation, ("Edit message", "Is spelt fine?"));
        Assert.Contains("Is spelt fine?", edited.Text, StringComparison.Ordinal);
        Assert.Contains("edited", edited.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("rye", edited.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_too_long_stays_in_its_field()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(olga);
        var owner = await stage.BrowserOfAsync(olga);
        var tooLong = new string('a', 2001);

        var again = await owner.PressAsync(await owner.OpenAsync($"/events/{meeting.Id}", Stage.Cancellation), "Send", Stage.Cancellation, ("Message", tooLong));

        Assert.NotNull(again.ErrorAt("Message"));
        Assert.Equal(tooLong, again.ValueOf("Message"));
    }
}
