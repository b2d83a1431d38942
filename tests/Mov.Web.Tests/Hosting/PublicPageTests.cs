using System.Net;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.Hosting;

/// <summary>What every answer carries, and what visitors without a session are spared.</summary>
public sealed class PublicPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/events")]
    [InlineData("/events?q=x&category=talk")]
    [InlineData("/events/1")]
    [InlineData("/status/404")]
    public async Task Visitors_get_no_cookie_on_public_pages(string path)
    {
        await using var site = MovSite.Start();

        var page = await site.NewVisitor().GetAsync(path, Cancellation);

        Assert.DoesNotContain("Set-Cookie", page.Headers.Keys);
        Assert.DoesNotContain("<!--Blazor:", page.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/events")]
    [InlineData("/account/login")]
    [InlineData("/nowhere")]
    [InlineData("/health/live")]
    [InlineData("/css/app.css")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        await using var site = MovSite.Start();

        var page = await site.NewVisitor().GetAsync(path, Cancellation);

        var policy = page.Headers["Content-Security-Policy"];
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', policy);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        Assert.Equal("same-origin", page.Headers["Referrer-Policy"]);
        Assert.DoesNotContain("Server", page.Headers.Keys);
    }

    [Theory]
    [InlineData("/account/login")]
    [InlineData("/account/register")]
    [InlineData("/nowhere")]
    public async Task No_page_has_an_inline_script_or_asks_another_host(string path)
    {
        await using var site = MovSite.Start();

        var page = await site.NewVisitor().GetAsync(path, Cancellation);

        Assert.All(page.Document.QuerySelectorAll("script"), script => Assert.False(string.IsNullOrEmpty(script.GetAttribute("src"))));
        Assert.Empty(page.Document.QuerySelectorAll("style, [onclick], [onload], [onsubmit]"));
        Assert.All(
            page.Document.QuerySelectorAll("[src], link[href]").Select(element => element.GetAttribute("src") ?? element.GetAttribute("href")!),
            address => Assert.DoesNotContain("//", address, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound, "Nothing here")]
    [InlineData("/events/not-a-number", HttpStatusCode.NotFound, "Nothing here")]
    [InlineData("/status/429", HttpStatusCode.TooManyRequests, "Too many tries")]
    public async Task Errors_have_a_page_in_the_look_of_the_site_and_the_right_code(string path, HttpStatusCode status, string heading)
    {
        await using var site = MovSite.Start();

        var page = await site.NewVisitor().GetAsync(path, Cancellation);

        Assert.Equal(status, page.Status);
        Assert.Equal(heading, page.Heading);
        Assert.EndsWith("· MOV", page.Title, StringComparison.Ordinal);
        Assert.True(page.HasLink("See what is on"));
    }

    [Fact]
    public async Task Visitors_open_no_circuit()
    {
        await using var site = MovSite.Start();

        var answer = await site.NewVisitor().PostAsync("/_blazor/negotiate?negotiateVersion=1", [], Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Fact]
    public async Task Forwarded_headers_are_believed_from_known_proxies_only()
    {
        await using var site = MovSite.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/profile");
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Proto", "https");

        var answer = await site.NewVisitor().SendAsync(request, Cancellation);

        Assert.StartsWith("http://localhost/", answer.Location, StringComparison.Ordinal);
    }
}
