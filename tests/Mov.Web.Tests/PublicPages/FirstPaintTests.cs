using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Storage;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.PublicPages;

/// <summary>What comes before the first paint stands in the pages that people land on, and nothing else does.</summary>
public sealed class FirstPaintTests
{
    private const string Sheets = "link[rel=stylesheet]";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/events")]
    [InlineData("/events?q=nothing")]
    public async Task A_page_that_people_land_on_needs_nothing_else_to_be_painted(string path)
    {
        await using var site = Start();

        // Made, and from memory.
        foreach (var page in (SitePage[])[await site.NewVisitor().GetAsync(path, Cancellation), await site.NewVisitor().GetAsync(path, Cancellation)])
        {
            var style = Assert.Single(page.Document.QuerySelectorAll("style"));
            var script = Assert.Single(page.Document.QuerySelectorAll("script:not([src], [type])"));
            Assert.Contains("--paper", style.TextContent, StringComparison.Ordinal);
            Assert.Contains("reader-time", script.TextContent, StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll(Sheets));
            Assert.Contains($"script-src 'self'{SourceOf(script.TextContent)};", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Contains($"style-src 'self'{SourceOf(style.TextContent)}{SourceOf("")};", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task It_is_the_same_page_the_first_time_and_from_memory_however_it_is_packed(string encoding)
    {
        await using var site = Start();
        using var client = site.NewClient();

        List<string> pages = [];
        for (var time = 0; time < 3; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
            request.Headers.Add("Accept-Encoding", encoding);
            using var answer = await client.SendAsync(request, Cancellation);
            pages.Add(await UnpackAsync(answer));
        }

        Assert.Contains("--paper", pages[0], StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"stylesheet\"", pages[0], StringComparison.Ordinal);
        Assert.Equal([pages[0], pages[0]], pages[1..]);
    }

    [Fact]
    public async Task Whoever_comes_from_another_page_or_is_signed_in_gets_links_and_a_place_that_keeps_the_styles()
    {
        await using var site = Start();
        var visitor = site.NewVisitor();
        var member = await site.RegisterAsync(UserRole.Participant, Cancellation);
        using var enhanced = new HttpRequestMessage(HttpMethod.Get, "/events");
        enhanced.Headers.TryAddWithoutValidation("Accept", "text/html; blazor-enhanced-nav=on");

        foreach (var page in (SitePage[])[
            await visitor.SendAsync(enhanced, Cancellation), await visitor.GetAsync("/account/login", Cancellation), await member.GetAsync("/events", Cancellation)])
        {
            var keeper = Assert.Single(page.Document.QuerySelectorAll("style"));
            Assert.Equal("", keeper.TextContent);
            Assert.True(keeper.HasAttribute("data-permanent"));
            Assert.Equal(3, page.Document.QuerySelectorAll(Sheets).Length);
            Assert.Empty(page.Document.QuerySelectorAll("script:not([src], [type])"));
        }
    }

    [Fact]
    public async Task Where_styles_shall_not_stand_in_pages_the_policy_allows_none()
    {
        await using var site = Start(inlineStyles: false);

        var page = await site.NewVisitor().GetAsync("/events", Cancellation);

        Assert.Equal(3, page.Document.QuerySelectorAll(Sheets).Length);
        Assert.Empty(page.Document.QuerySelectorAll("style"));
        Assert.Contains("script-src 'self'; style-src 'self';", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    private static async Task<string> UnpackAsync(HttpResponseMessage answer)
    {
        await using var packed = await answer.Content.ReadAsStreamAsync(Cancellation);
        await using Stream unpacked = answer.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            _ => packed,
        };
        using var reader = new StreamReader(unpacked);
        return await reader.ReadToEndAsync(Cancellation);
    }

    private static string SourceOf(string text) => $" 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    // The styles of a build are found in Development only.
    private static MovSite Start(bool inlineStyles = true) => MovSite.Start(
        StorageMode.Embedded, "Development", new Dictionary<string, string?>(StringComparer.Ordinal) { ["PageCache:InlineStyles"] = inlineStyles.ToString() });
}
