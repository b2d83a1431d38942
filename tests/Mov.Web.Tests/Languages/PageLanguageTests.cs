using Microsoft.AspNetCore.Http;
using Mov.Modules.Auth.Contracts;
using Mov.Web.Hosting.Languages;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.Languages;

public sealed class PageLanguageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, "en")]
    [InlineData("de", null, "de")]
    [InlineData("de-AT,de;q=0.9,en;q=0.8", null, "de")]
    [InlineData("fr,en;q=0.7,de;q=0.9", null, "de")]
    [InlineData("en-GB,de;q=0.9", null, "en")]
    [InlineData("de;q=0,en", null, "en")]
    [InlineData("fr", null, "en")]
    [InlineData("*", null, "en")]
    [InlineData("not a language;;", null, "en")]
    [InlineData("en", "de", "de")]
    [InlineData("de", "en", "en")]
    [InlineData("de", "fr", "de")]
    public void The_choice_counts_then_the_best_of_what_the_browser_asks_for(string? accept, string? cookie, string language)
    {
        var request = new DefaultHttpContext().Request;
        if (accept is not null)
        {
            request.Headers.AcceptLanguage = accept;
        }

        if (cookie is not null)
        {
            request.Headers.Cookie = $"{PageLanguage.CookieName}={cookie}";
        }

        Assert.Equal(language, PageLanguage.Of(request));
    }

    [Fact]
    public async Task A_page_says_its_language_and_sets_no_cookie_for_it()
    {
        await using var site = MovSite.Start();
        using var browser = site.NewClient("de-DE,de;q=0.9");

        using var answer = await browser.GetAsync("/events", Cancellation);
        var html = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Contains("<html lang=\"de\">", html, StringComparison.Ordinal);
        Assert.Contains("Zum Inhalt springen", html, StringComparison.Ordinal);
        Assert.Equal(["de"], answer.Content.Headers.ContentLanguage);
        Assert.Contains("Accept-Language", answer.Headers.Vary);
        Assert.Contains("Cookie", answer.Headers.Vary);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_switch_remembers_the_choice_and_leads_back()
    {
        await using var site = MovSite.Start();
        using var browser = site.NewClient("en");

        using var switched = await browser.PostAsync(
            "/language", new FormUrlEncodedContent([new("to", "de"), new("returnUrl", "/events?q=walk")]), Cancellation);
        var next = await browser.GetStringAsync("/events?q=walk", Cancellation);

        Assert.Equal("/events?q=walk", switched.Headers.Location?.ToString());
        Assert.Contains("<html lang=\"de\">", next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    public async Task The_switch_never_leads_to_another_site(string back)
    {
        await using var site = MovSite.Start();
        using var browser = site.NewClient("en");

        using var switched = await browser.PostAsync("/language", new FormUrlEncodedContent([new("to", "de"), new("returnUrl", back)]), Cancellation);

        Assert.Equal("/", switched.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_language_that_is_not_spoken_changes_nothing()
    {
        await using var site = MovSite.Start();
        using var browser = site.NewClient("en");

        using var switched = await browser.PostAsync("/language", new FormUrlEncodedContent([new("to", "tlh"), new("returnUrl", "/events")]), Cancellation);

        Assert.False(switched.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task An_account_keeps_the_language_it_was_made_in_until_the_switch_changes_it()
    {
        await using var site = MovSite.Start();
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation, "Ada");
        var home = await ada.OpenAsync("/events", Cancellation);
        var users = site.Get<IUserDirectory>();

        Assert.Equal("en", (await users.FindAsync(1, Cancellation))?.Language);

        await ada.PressAsync(home, "Deutsch", Cancellation);

        Assert.Equal("de", (await users.FindAsync(1, Cancellation))?.Language);
    }
}
