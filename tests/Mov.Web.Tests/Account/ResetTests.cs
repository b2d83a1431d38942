using System.Net;
using System.Text.RegularExpressions;
using Mov.Modules.Auth.Contracts;
using Mov.Testing;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.Account;

public sealed partial class ResetTests
{
    private const string NewPassword = "some louder words";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_the_link_of_a_mail_which_works_once()
    {
        await using var site = MovSite.Start();
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation);
        var visitor = site.NewVisitor();
        await visitor.PressAsync(await visitor.OpenAsync("/account/forgot", Cancellation), "Send link", Cancellation, ("Email", ada.Email));
        await Eventually.TrueAsync(() => site.Mails.Sent.Count == 1, "the mail with the link", Cancellation);
        var mail = site.Mails.Sent[0];
        Assert.Equal(ada.Email, mail.To);
        var link = new Uri(Link().Match(mail.Text).Value).PathAndQuery;

        var form = await visitor.OpenAsync(link, Cancellation);
        var tooShort = await visitor.PressAsync(form, "Set new password", Cancellation, ("Password", "short"));
        Assert.NotNull(tooShort.ErrorAt("Password"));
        var done = await visitor.PressAsync(form, "Set new password", Cancellation, ("Password", NewPassword));
        Assert.Contains("Your new password is set", done.Text, StringComparison.Ordinal);

        var (_, signedIn) = await site.SignInAsync(ada.Email, NewPassword, Cancellation);
        Assert.Equal("/", signedIn.Path);
        var again = await visitor.PressAsync(await visitor.OpenAsync(link, Cancellation), "Set new password", Cancellation, ("Password", "yet another one"));
        Assert.True(again.HasLink("Ask for a new link"));
    }

    [Fact]
    public async Task Asking_for_an_unknown_email_gets_the_same_answer()
    {
        await using var site = MovSite.Start();
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation);
        var visitor = site.NewVisitor();

        var known = await visitor.PressAsync(await visitor.OpenAsync("/account/forgot", Cancellation), "Send link", Cancellation, ("Email", ada.Email));
        var unknown = await visitor.PressAsync(await visitor.OpenAsync("/account/forgot", Cancellation), "Send link", Cancellation, ("Email", "nobody@example.org"));

        Assert.Contains("a mail with a link is on its way", known.Text, StringComparison.Ordinal);
        Assert.Equal(known.Text, unknown.Text);
    }

    [Theory]
    [InlineData("/account/reset")]
    [InlineData("/account/reset?user=1")]
    [InlineData("/account/reset?user=x&token=y")]
    public async Task A_link_that_is_not_complete_is_said_to_be_so(string link)
    {
        await using var site = MovSite.Start();

        var page = await site.NewVisitor().OpenAsync(link, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
    }

    [GeneratedRegex(@"http\S+/account/reset\?\S+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
