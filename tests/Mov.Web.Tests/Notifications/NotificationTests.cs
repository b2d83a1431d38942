using System.Net;
using Bunit;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Testing;
using Mov.Web.Pages.Notifications;
using Mov.Web.Tests.Events;

namespace Mov.Web.Tests.Notifications;

public sealed class NotificationTests
{
    [Fact]
    public async Task The_bell_rises_by_itself_and_says_so()
    {
        await using var stage = new Stage();
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));
        var ada = await stage.PersonAsync(UserRole.Participant, "Ada");
        await using var circuit = stage.Circuit();
        var bell = circuit.Render<BellCount>(parameters => parameters.Add(count => count.UserId, ada.Id));
        bell.WaitForAssertion(() => Assert.Equal("Notifications", bell.Find("a").GetAttribute("aria-label")));

        await stage.EnrollAsync(meeting, ada);
        await stage.Site.DrainAsync(Stage.Cancellation);

        bell.WaitForAssertion(() => Assert.Equal("Notifications, 1 unread", bell.Find("a").GetAttribute("aria-label")), TimeSpan.FromSeconds(20));
        Assert.Equal("Notifications, 1 unread", bell.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Opening_one_marks_it_as_read_and_leads_to_its_event()
    {
        await using var stage = new Stage();
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));
        var (ada, browser) = await EnrolledAsync(stage, meeting.Id);

        var center = await browser.OpenAsync("/notifications", Stage.Cancellation);
        var item = center.Document.QuerySelector("button.item")!;
        var opened = await browser.PostAsync("/notifications", [.. center.Fill(center.FormOf("Mark all as read"), []).Where(field => field.Key != "_handler"), new("_handler", "open"), new("Opened", item.GetAttribute("value")!)], Stage.Cancellation);

        Assert.Equal($"/events/{meeting.Id}", new Uri(new Uri("http://localhost"), opened.Location!).AbsolutePath);
        Assert.Equal(0, await stage.Get<INotifications>().CountUnreadAsync(ada, Stage.Cancellation));
        Assert.Contains("All caught up", (await browser.OpenAsync("/notifications?unread=1", Stage.Cancellation)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_are_marked_as_read_at_once_and_only_ones_own()
    {
        await using var stage = new Stage();
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));
        var (ada, browser) = await EnrolledAsync(stage, meeting.Id);
        var (ben, _) = await EnrolledAsync(stage, meeting.Id);

        var read = await browser.PressAsync(await browser.OpenAsync("/notifications", Stage.Cancellation), "Mark all as read", Stage.Cancellation);

        Assert.False(read.HasButton("Mark all as read"));
        Assert.Equal(0, await stage.Get<INotifications>().CountUnreadAsync(ada, Stage.Cancellation));
        Assert.Equal(1, await stage.Get<INotifications>().CountUnreadAsync(ben, Stage.Cancellation));
    }

    [Fact]
    public async Task Visitors_sign_in_first()
    {
        await using var stage = new Stage();

        var page = await stage.Site.NewVisitor().GetAsync("/notifications", Stage.Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.Contains("/account/login", page.Location, StringComparison.Ordinal);
    }

    private static async Task<(int UserId, Site.Visitor Browser)> EnrolledAsync(Stage stage, int eventId)
    {
        var person = await stage.PersonAsync(UserRole.Participant, "Ada");
        await stage.Get<Mov.Modules.Enrollments.Contracts.IEnrollments>().EnrollAsync(eventId, person.Id, Stage.Cancellation);
        await Eventually.TrueAsync(
            async cancellationToken =>
            {
                await stage.Site.DrainAsync(cancellationToken);
                return await stage.Get<INotifications>().CountUnreadAsync(person.Id, cancellationToken) == 1;
            },
            "the notification of the seat",
            Stage.Cancellation);
        return (person.Id, await stage.BrowserOfAsync(person));
    }
}
