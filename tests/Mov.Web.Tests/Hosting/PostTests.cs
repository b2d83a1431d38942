using System.Net;
using AngleSharp.Html.Dom;
using Mov.Modules.Auth.Contracts;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.Hosting;

/// <summary>No post is carried out whose antiforgery token does not fit, and nobody loses what they typed.</summary>
public sealed class PostTests
{
    private const string TokenField = "__RequestVerificationToken";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/account/register")]
    [InlineData("/account/login")]
    [InlineData("/account/forgot")]
    [InlineData("/account/reset?user=1&token=x")]
    [InlineData("/account/logout")]
    public Task Forms_for_visitors_carry_a_token_and_are_held_back_without_it(string path) => EveryFormIsProtectedAsync(path, signedIn: false);

    [Theory]
    [InlineData("/account/profile")]
    [InlineData("/account/logout")]
    [InlineData("/admin/accounts")]
    [InlineData("/admin/accounts/2/deactivate")]
    [InlineData("/admin/accounts/2/reactivate")]
    public Task Forms_for_the_signed_in_carry_a_token_and_are_held_back_without_it(string path) => EveryFormIsProtectedAsync(path, signedIn: true);

    [Fact]
    public async Task A_form_from_before_signing_in_does_nothing_shows_what_was_typed_and_works_when_sent_again()
    {
        await using var site = MovSite.Start();
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation, "Ada");
        var old = await ada.OpenAsync("/account/profile", Cancellation);
        var ben = await site.RegisterAsync(UserRole.Participant, Cancellation, "Ben");
        await ada.PressAsync(old, "Sign out", Cancellation);
        await ada.PressAsync(await ada.OpenAsync("/account/login", Cancellation), "Sign in", Cancellation, ("Email", ben.Email), ("Password", MovSite.Password));

        var held = await ada.PressAsync(old, "Save changes", Cancellation, ("First name", "Typed <long> ago"));

        Assert.Equal(HttpStatusCode.BadRequest, held.Status);
        Assert.Contains("Nothing was done yet", held.Text, StringComparison.Ordinal);
        Assert.Equal("Typed <long> ago", held.ValueOf("First name"));
        Assert.Equal("Ben", (await ada.OpenAsync("/account/profile", Cancellation)).ValueOf("First name"));

        var saved = await ada.PressAsync(held, "Save changes", Cancellation);
        Assert.Equal("Typed <long> ago", saved.ValueOf("First name"));
    }

    [Fact]
    public async Task A_held_back_choice_stays_chosen()
    {
        await using var site = MovSite.Start();
        var visitor = site.NewVisitor();
        var page = await visitor.OpenAsync("/account/register", Cancellation);
        var fields = page.Fill(page.FormOf("Create account"), [("Organize events", "yes"), ("Password", MovSite.Password)]);

        var held = await visitor.PostAsync("/account/register", fields.Where(field => field.Key != TokenField), Cancellation);

        Assert.True(((IHtmlInputElement)held.Document.QuerySelector("input[value=Organizer]")!).IsChecked);
        Assert.Equal("", held.ValueOf("Password"));
        Assert.DoesNotContain(MovSite.Password, held.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody-has-this-name")]
    [InlineData("")]
    public async Task A_post_to_no_form_of_the_page_is_refused_with_a_readable_page(string handler)
    {
        await using var site = MovSite.Start();
        var visitor = site.NewVisitor();
        var page = await visitor.OpenAsync("/account/login", Cancellation);
        var token = page.Fill(page.FormOf("Sign in"), []).Single(field => field.Key == TokenField);

        var answer = await visitor.PostAsync("/account/login", [token, new("_handler", handler)], Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("That did not make sense", answer.Heading);
    }

    private static async Task EveryFormIsProtectedAsync(string path, bool signedIn)
    {
        await using var site = MovSite.Start();
        var visitor = signedIn ? await site.AdminAsync(Cancellation) : site.NewVisitor();
        await site.RegisterAsync(UserRole.Participant, Cancellation);
        var page = await visitor.OpenAsync(path, Cancellation);
        // The language switch stands on pages without a cookie, and changes nothing but a language.
        var forms = page.Document.QuerySelectorAll("form[method=post]:not([action='/language'])").Cast<IHtmlFormElement>().ToList();
        Assert.NotEmpty(forms);
        foreach (var form in forms)
        {
            var fields = page.Fill(form, []);
            Assert.Single(fields, field => field.Key == TokenField && field.Value.Length > 0);
            var action = form.GetAttribute("action") is { Length: > 0 } given ? given : path;

            var without = await visitor.PostAsync(action, fields.Where(field => field.Key != TokenField), Cancellation);
            var forged = await visitor.PostAsync(action, fields.Select(field => field.Key == TokenField ? new(TokenField, "forged") : field), Cancellation);

            Assert.Equal(HttpStatusCode.BadRequest, without.Status);
            Assert.Equal(HttpStatusCode.BadRequest, forged.Status);
            Assert.Contains("Nothing was done yet", forged.Text, StringComparison.Ordinal);
        }

        if (signedIn)
        {
            Assert.Equal("/account/profile", (await visitor.OpenAsync("/account/profile", Cancellation)).Path);
            Assert.DoesNotContain("Deactivated", (await visitor.OpenAsync("/admin/accounts", Cancellation)).Text, StringComparison.Ordinal);
        }
    }
}
