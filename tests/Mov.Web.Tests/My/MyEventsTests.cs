using System.Net;
using Ical.Net;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Web.Tests.Events;

namespace Mov.Web.Tests.My;

public sealed class MyEventsTests
{
    [Fact]
    public async Task Current_and_past_places_are_listed_with_their_state_and_history()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var ada = await stage.PersonAsync(UserRole.Participant, "Ada");
        var swim = await stage.PublishedEventAsync(olga, title: "Winter swim");
        var full = await stage.PublishedEventAsync(olga, seats: 1, title: "Sourdough");
        var left = await stage.PublishedEventAsync(olga, title: "Lantern market");
        await stage.EnrollAsync(full, await stage.PersonAsync(UserRole.Participant, "Ben"));
        await stage.EnrollAsync(swim, ada);
        await stage.EnrollAsync(full, ada);
        await stage.EnrollAsync(left, ada);
        await stage.Get<IEnrollments>().CancelAsync(left.Id, ada.Id, Stage.Cancellation);
        var browser = await stage.BrowserOfAsync(ada);

        var page = await browser.OpenAsync("/my/events", Stage.Cancellation);

        Assert.Contains("You are enrolled", page.Within("li", "Winter swim").Text, StringComparison.Ordinal);
        Assert.Contains("You are number 1 on the waitlist", page.Within("li", "Sourdough").Text, StringComparison.Ordinal);
        Assert.Contains("Given back", page.Within("li", "Lantern market").Text, StringComparison.Ordinal);
        var history = await browser.OpenAsync($"/my/events?history={left.Id}", Stage.Cancellation);
        Assert.Equal(2, history.Document.QuerySelectorAll("details.history li").Length);
    }

    [Fact]
    public async Task An_empty_list_says_what_to_do_next()
    {
        await using var stage = new Stage();
        var browser = await stage.BrowserOfAsync(await stage.PersonAsync(UserRole.Participant, "Ada"));

        var page = await browser.OpenAsync("/my/events", Stage.Cancellation);

        Assert.True(page.HasLink("See what is on"));
    }

    [Fact]
    public async Task The_private_feed_opens_by_its_key_alone_until_the_password_changes()
    {
        await using var stage = new Stage();
        var ada = await stage.PersonAsync(UserRole.Participant, "Ada");
        var swim = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));
        await stage.EnrollAsync(swim, ada);
        var page = await (await stage.BrowserOfAsync(ada)).OpenAsync("/my/events", Stage.Cancellation);
        var feed = new Uri(page.ValueOf("Address of your calendar feed")).PathAndQuery;
        var calendarProgram = stage.Site.NewVisitor();

        var read = await calendarProgram.GetAsync(feed, Stage.Cancellation);
        Assert.Equal("Winter swim", Assert.Single(Calendar.Load(read.Source)!.Events).Summary);
        Assert.Equal(HttpStatusCode.NotFound, (await calendarProgram.GetAsync(feed[..^4] + "AAAA", Stage.Cancellation)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await calendarProgram.GetAsync("/my/events.ics", Stage.Cancellation)).Status);

        await stage.Get<IAccounts>().ChangePasswordAsync(ada.Id, new PasswordChange(Site.MovSite.Password, "some louder words"), Stage.Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, (await calendarProgram.GetAsync(feed, Stage.Cancellation)).Status);
    }
}
