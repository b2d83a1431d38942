using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Auth.Contracts;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.Account;

public sealed class SignInTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_in_leads_back_to_where_one_was()
    {
        await using var site = MovSite.Start();
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation);
        var visitor = site.NewVisitor();

        var form = await visitor.OpenAsync("/account/profile", Cancellation);
        Assert.StartsWith("/account/login?", form.Path, StringComparison.Ordinal);
        var back = await visitor.PressAsync(form, "Sign in", Cancellation, ("Email", ada.Email), ("Password", MovSite.Password));

        Assert.Equal("/account/profile", back.Path);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\tx//evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("events")]
    public async Task An_address_of_another_site_is_never_followed(string address)
    {
        await using var site = MovSite.Start();
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation);
        var visitor = site.NewVisitor();
        var form = await visitor.OpenAsync("/account/login?returnUrl=" + Uri.EscapeDataString(address), Cancellation);

        var answer = await visitor.PostAsync(form.Path, form.Fill(form.FormOf("Sign in"), [("Email", ada.Email), ("Password", MovSite.Password)]), Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal("/", new Uri(new Uri("http://localhost/"), answer.Location!).PathAndQuery);
        Assert.Equal("localhost", new Uri(new Uri("http://localhost/"), answer.Location!).Host);
    }

    [Fact]
    public async Task Unknown_email_wrong_password_and_locked_account_get_one_answer()
    {
        await using var site = MovSite.Start();
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation);

        var (_, unknown) = await site.SignInAsync("nobody@example.org", MovSite.Password, Cancellation);
        var (_, wrong) = await site.SignInAsync(ada.Email, "not the password", Cancellation);
        for (var failure = 0; failure < 5; failure++)
        {
            await site.SignInAsync(ada.Email, "not the password", Cancellation);
        }

        var (locked, lockedPage) = await site.SignInAsync(ada.Email, MovSite.Password, Cancellation);

        Assert.Contains("We cannot sign you in", unknown.Text, StringComparison.Ordinal);
        Assert.Equal(unknown.Text, wrong.Text);
        Assert.Equal(unknown.Text, lockedPage.Text);
        Assert.Equal(0, locked.Cookies.GetCookies(new Uri("http://localhost")).Count(cookie => cookie.Name == "mov"));
    }

    [Fact]
    public async Task Empty_fields_are_said_at_the_fields()
    {
        await using var site = MovSite.Start();
        var (_, page) = await site.SignInAsync("", "", Cancellation);

        Assert.Equal("Enter your e-mail address.", page.ErrorAt("Email"));
        Assert.Equal("Enter your password.", page.ErrorAt("Password"));
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var site = MovSite.Start();
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation);

        var home = await ada.PressAsync(await ada.OpenAsync("/account/profile", Cancellation), "Sign out", Cancellation);

        Assert.Equal("/", home.Path);
        Assert.StartsWith("/account/login", (await ada.OpenAsync("/account/profile", Cancellation)).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_the_address_of_signing_out_asks_first()
    {
        await using var site = MovSite.Start();
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation);

        var asked = await ada.OpenAsync("/account/logout", Cancellation);
        Assert.Equal(HttpStatusCode.OK, (await ada.OpenAsync("/account/profile", Cancellation)).Status);
        var home = await ada.PressAsync(asked.Within("main", "Sign out?"), "Sign out", Cancellation);

        Assert.Equal("/", home.Path);
    }

    [Fact]
    public async Task That_an_account_is_deactivated_is_said_only_after_the_right_password()
    {
        await using var site = MovSite.Start();
        var admin = await site.AdminAsync(Cancellation);
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation, email: "ada@example.org");
        await DeactivateAsync(site, "admin@example.org", "ada@example.org");

        var (_, wrong) = await site.SignInAsync(ada.Email, "not the password", Cancellation);
        var (_, right) = await site.SignInAsync(ada.Email, MovSite.Password, Cancellation);

        Assert.DoesNotContain("deactivated", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("This account is deactivated", right.Text, StringComparison.Ordinal);
        Assert.NotNull(admin);
    }

    [Fact]
    public async Task A_session_ends_with_the_next_request_after_the_account_was_deactivated()
    {
        await using var site = MovSite.Start();
        await site.AdminAsync(Cancellation);
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation, email: "ada@example.org");
        await DeactivateAsync(site, "admin@example.org", "ada@example.org");

        var page = await ada.OpenAsync("/account/profile", Cancellation);

        Assert.StartsWith("/account/login", page.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Test", false)]
    public async Task Demo_sign_ins_are_shown_in_development_only(string environment, bool shown)
    {
        await using var site = MovSite.Start(environment: environment);

        var page = await site.NewVisitor().OpenAsync("/account/login", Cancellation);

        Assert.Equal(shown, page.Text.Contains("organizer@mov.example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_session_cookie_is_kept_from_scripts_and_other_sites()
    {
        await using var site = MovSite.Start();
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation);
        var visitor = site.NewVisitor();
        var form = await visitor.OpenAsync("/account/login", Cancellation);

        var answer = await visitor.PostAsync(form.Path, form.Fill(form.FormOf("Sign in"), [("Email", ada.Email), ("Password", MovSite.Password)]), Cancellation);

        var cookie = answer.Headers["Set-Cookie"].Split('\n').Single(line => line.StartsWith("mov=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("expires=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task DeactivateAsync(MovSite site, string admin, string email)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var administration = scope.ServiceProvider.GetRequiredService<IAccountAdministration>();
        var adminId = await IdOfAsync(admin);
        Assert.True((await administration.DeactivateAsync(adminId, await IdOfAsync(email), Cancellation)).IsSuccess);

        async Task<int> IdOfAsync(string address)
        {
            for (var id = 1; ; id++)
            {
                var user = await site.Get<IUserDirectory>().FindAsync(id, Cancellation) ?? throw new InvalidOperationException(address);
                if (user.Email == address)
                {
                    return id;
                }
            }
        }
    }
}
