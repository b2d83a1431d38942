using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Testing;
using Mov.Web.Tests.Events;

namespace Mov.Web.Tests.Notifications;

/// <summary>What people choose on the settings page and end by the link of a mail, without JavaScript.</summary>
public sealed class ChoicesTests
{
    [Fact]
    public async Task A_choice_on_the_settings_page_is_kept()
    {
        await using var stage = new Stage();
        var ada = await stage.PersonAsync(UserRole.Participant, "Ada");
        var browser = await stage.BrowserOfAsync(ada);
        var page = await browser.OpenAsync("/notifications/settings", Stage.Cancellation);
        Assert.Contains("Without a choice: Both.", page.Text, StringComparison.Ordinal);

        var fields = page.Fill(page.FormOf("Save changes"), []).Where(field => field.Key != "Chosen[REMINDER]").Append(new("Chosen[REMINDER]", "None"));
        var saved = await browser.PostAsync("/notifications/settings", [.. fields], Stage.Cancellation);

        Assert.Contains("done=saved", saved.Location, StringComparison.Ordinal);
        await using var scope = stage.Site.Services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        var kept = (await scope.ServiceProvider.GetRequiredService<INotificationPreferences>().ListAsync(ada.Id, Stage.Cancellation)).Value;
        Assert.Equal(NotificationChannels.None, kept.Single(one => one.Type == NotificationTypes.Reminder).Channels);
        Assert.Equal(kept.Single(one => one.Type == NotificationTypes.Registration).Default, kept.Single(one => one.Type == NotificationTypes.Registration).Channels);
    }

    [Fact]
    public async Task The_link_of_a_mail_only_asks_and_its_button_ends_the_mails()
    {
        await using var stage = new Stage();
        var link = await LinkOfMailAsync(stage);
        var visitor = stage.Site.NewVisitor();

        var page = await visitor.OpenAsync(link, Stage.Cancellation);
        Assert.Contains("Nothing is changed until you press the button", page.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing is changed until", (await visitor.OpenAsync(link, Stage.Cancellation)).Text, StringComparison.Ordinal);
        var answer = await visitor.PressAsync(page, "Stop these e-mails", Stage.Cancellation);

        Assert.Contains("You get no e-mails about this any more", answer.Text, StringComparison.Ordinal);
        Assert.False(answer.HasButton("Stop these e-mails"));
    }

    [Fact]
    public async Task A_mail_program_ends_them_with_one_post_and_neither_a_cookie_nor_a_token_of_a_form()
    {
        await using var stage = new Stage();
        var link = await LinkOfMailAsync(stage);
        var visitor = stage.Site.NewVisitor();

        var answer = await visitor.PostAsync(link, [new("List-Unsubscribe", "One-Click")], Stage.Cancellation);
        var wrong = await visitor.PostAsync("/notifications/unsubscribe?token=nonsense", [new("List-Unsubscribe", "One-Click")], Stage.Cancellation);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (answer.Status, wrong.Status));
        Assert.Contains("You get no e-mails about this any more", (await visitor.OpenAsync(link, Stage.Cancellation)).Text, StringComparison.Ordinal);
        Assert.Contains("This link is not valid", (await visitor.OpenAsync("/notifications/unsubscribe?token=nonsense", Stage.Cancellation)).Text, StringComparison.Ordinal);
    }

    private static async Task<string> LinkOfMailAsync(Stage stage)
    {
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));
        var ada = await stage.PersonAsync(UserRole.Participant, "Ada");
        await stage.Get<IEnrollments>().EnrollAsync(meeting.Id, ada.Id, Stage.Cancellation);
        var mail = (await Eventually.GetAsync(
            async cancellationToken =>
            {
                await stage.Site.DrainAsync(cancellationToken);
                return stage.Site.Mails.Sent;
            },
            sent => sent.Count > 0,
            "the mail of the seat",
            Stage.Cancellation))[0];
        return new Uri(mail.Headers!["List-Unsubscribe"].Trim('<', '>')).PathAndQuery;
    }
}
