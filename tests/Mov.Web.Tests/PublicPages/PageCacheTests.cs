using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using Mov.Web.Hosting.PublicPages;
using Mov.Web.Tests.Events;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.PublicPages;

/// <summary>Visitors without a session are answered from memory, and never with anything old or anybody else's.</summary>
public sealed class PageCacheTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_is_made_once_and_then_comes_from_memory_without_a_cookie()
    {
        var watch = new CatalogWatch();
        await using var home = TestHome.Create(StorageMode.Embedded);
        var meeting = await SettledEventAsync(home);
        await using var site = SiteOn(home, watch);

        foreach (var path in (string[])["/", "/events", $"/events/{meeting.Id}", $"/events/{meeting.Id}.ics", $"/events/{meeting.Id}/cover.svg", $"/events/{meeting.Id}/cover.png"])
        {
            var (first, second) = await AskTwiceAsync(watch, site, path, path);

            Assert.Equal(HttpStatusCode.OK, second.Status);
            Assert.Equal(first.Source, second.Source);
            Assert.Equal(first.Headers["Content-Type"], second.Headers["Content-Type"]);
            Assert.DoesNotContain("Set-Cookie", first.Headers.Keys);
            Assert.DoesNotContain("Set-Cookie", second.Headers.Keys);
            Assert.Equal("nosniff", second.Headers["X-Content-Type-Options"]);
        }
    }

    [Fact]
    public async Task A_change_is_seen_by_the_next_request()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(olga, title: "Winter swim");
        var visitor = stage.Site.NewVisitor();
        await SeeAsync(visitor, "Winter swim", "/", "/events", $"/events/{meeting.Id}");

        await stage.RenameAsync(meeting, "Summer swim");

        await SeeAsync(visitor, "Summer swim", "/", "/events", $"/events/{meeting.Id}", $"/events/{meeting.Id}.ics");
        await stage.MoveAsync(meeting, EventStatus.Canceled);
        Assert.DoesNotContain("Summer swim", (await visitor.GetAsync("/events", Cancellation)).Text, StringComparison.Ordinal);
        await SeeAsync(visitor, "Canceled", $"/events/{meeting.Id}");
    }

    [Theory]
    [InlineData("list")]
    [InlineData("event")]
    public async Task A_change_that_comes_while_a_page_is_being_made_is_seen_by_the_next_request(string which)
    {
        var watch = new CatalogWatch();
        await using var stage = new Stage(watch.Surround);
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"), title: "Winter swim");
        var path = which == "list" ? "/events" : $"/events/{meeting.Id}";
        var hasRead = watch.HoldNextReader();
        var slow = stage.Site.NewVisitor().GetAsync(path, Cancellation);
        await hasRead;

        await stage.RenameAsync(meeting, "Summer swim");
        var meanwhile = await stage.Site.NewVisitor().GetAsync(path, Cancellation);
        watch.Release();

        Assert.Contains("Summer swim", meanwhile.Text, StringComparison.Ordinal);
        Assert.Contains("Winter swim", (await slow).Text, StringComparison.Ordinal);
        await SeeAsync(stage.Site.NewVisitor(), "Summer swim", path);
    }

    [Fact]
    public async Task A_change_on_one_instance_is_seen_on_the_other()
    {
        await using var home = TestHome.Create(StorageMode.Servers);
        await using var here = new Stage(home: home.Share());
        await using var there = MovSite.Start(StorageMode.Servers, environment: "Development", home: home.Share());
        var meeting = await here.PublishedEventAsync(await here.PersonAsync(UserRole.Organizer, "Olga"), title: "Winter swim");
        var visitor = there.NewVisitor();
        await Eventually.TrueAsync(
            async token => (await visitor.GetAsync("/events", token)).Text.Contains("Winter swim", StringComparison.Ordinal), "the event is on the other instance", Cancellation);
        var number = 0;

        foreach (var path in (string[])["/events", $"/events/{meeting.Id}"])
        {
            await visitor.GetAsync(path, Cancellation);
            var title = $"Swim {++number}";
            meeting = await here.RenameAsync(meeting, title);
            await Eventually.TrueAsync(
                async token => (await visitor.GetAsync(path, token)).Text.Contains(title, StringComparison.Ordinal), title, Cancellation, PageCacheSettings.Lifetime / 6);
        }
    }

    [Fact]
    public async Task Without_Redis_pages_come_from_memory_as_before()
    {
        var watch = new CatalogWatch();
        await using var home = TestHome.Create(StorageMode.Servers);
        var away = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Redis"] = "127.0.0.1:1,connectTimeout=200" };
        var meeting = await SettledEventAsync(home);
        await using var stage = new Stage(watch.Surround, home.Share(), away);

        var (_, second) = await AskTwiceAsync(watch, stage.Site, "/events", "/events");

        Assert.Contains(meeting.Title, second.Text, StringComparison.Ordinal);
        await stage.RenameAsync(meeting, "Summer swim");
        await SeeAsync(stage.Site.NewVisitor(), "Summer swim", "/events");
    }

    [Fact]
    public async Task Signed_in_people_neither_get_nor_leave_a_page_in_memory()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(olga);
        var browser = await stage.BrowserOfAsync(olga);
        string[] paths = ["/", "/events", $"/events/{meeting.Id}"];

        foreach (var path in paths)
        {
            Assert.Contains("Sign out", (await browser.GetAsync(path, Cancellation)).Source, StringComparison.Ordinal);
            Assert.DoesNotContain("Sign out", (await stage.Site.NewVisitor().GetAsync(path, Cancellation)).Source, StringComparison.Ordinal);
            var again = await browser.GetAsync(path, Cancellation);
            Assert.Contains("Sign out", again.Source, StringComparison.Ordinal);
            Assert.DoesNotContain("ETag", again.Headers.Keys);
        }
    }

    [Fact]
    public async Task Whatever_else_stands_in_an_address_is_neither_kept_nor_shown_to_the_next_visitor()
    {
        var watch = new CatalogWatch();
        await using var home = TestHome.Create(StorageMode.Embedded);
        var meeting = await SettledEventAsync(home);
        await using var site = SiteOn(home, watch);

        foreach (var path in (string[])["/events", $"/events/{meeting.Id}", "/events?category=sports"])
        {
            var (marked, plain) = await AskTwiceAsync(watch, site, path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "from-whom=mallory", path);

            Assert.Equal(marked.Source, plain.Source);
            Assert.DoesNotContain("mallory", plain.Source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_not_a_good_answer_is_not_kept()
    {
        var watch = new CatalogWatch();
        await using var stage = new Stage(watch.Surround);
        var meeting = await stage.PlannedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));
        var visitor = stage.Site.NewVisitor();
        var path = $"/events/{meeting.Id}";

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(path, Cancellation)).Status);
        var before = watch.Reads;
        var missing = await visitor.GetAsync(path, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
        Assert.Equal("Nothing here", missing.Heading);
        Assert.True(watch.Reads > before);

        await stage.MoveAsync(meeting, EventStatus.Published);
        watch.Fails = true;
        Assert.Equal(HttpStatusCode.InternalServerError, (await visitor.GetAsync(path, Cancellation)).Status);
        watch.Fails = false;
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(path, Cancellation)).Status);
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("identity", null)]
    [InlineData(null, null)]
    public async Task A_page_is_packed_as_the_browser_can_read_it(string? accepted, string? packed)
    {
        await using var site = MovSite.Start();
        var plain = (await site.NewVisitor().GetAsync("/events", Cancellation)).Source;
        using var browser = site.NewClient();

        for (var round = 0; round < 2; round++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
            if (accepted is not null)
            {
                request.Headers.Add("Accept-Encoding", accepted);
            }

            using var answer = await browser.SendAsync(request, Cancellation);
            Assert.Equal(packed, answer.Content.Headers.ContentEncoding.SingleOrDefault());
            await using var body = await answer.Content.ReadAsStreamAsync(Cancellation);
            await using Stream unpacked = packed switch { "br" => new BrotliStream(body, CompressionMode.Decompress), "gzip" => new GZipStream(body, CompressionMode.Decompress), _ => body };
            using var reader = new StreamReader(unpacked);
            Assert.Equal(plain, await reader.ReadToEndAsync(Cancellation));
            Assert.Contains("Accept-Encoding", string.Join(',', answer.Headers.Vary), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task A_page_that_is_asked_for_again_is_packed_better_and_is_still_the_same_page(string encoding)
    {
        await using var stage = new Stage();
        await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));
        using var browser = stage.Site.NewClient();

        var (first, tag) = await AskAsync();
        var (second, sameTag) = await AskAsync();

        Assert.True(second < first, $"First {first} bytes, then {second}.");
        Assert.Equal(tag, sameTag);
        Assert.True(tag.IsWeak);

        async Task<(int Bytes, EntityTagHeaderValue Tag)> AskAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
            request.Headers.Add("Accept-Encoding", encoding);
            using var answer = await browser.SendAsync(request, Cancellation);
            return ((await answer.Content.ReadAsByteArrayAsync(Cancellation)).Length, answer.Headers.ETag!);
        }
    }

    [Fact]
    public async Task A_browser_that_has_the_page_is_told_so_until_it_changes()
    {
        await using var home = TestHome.Create(StorageMode.Embedded);
        var meeting = await SettledEventAsync(home);
        await using var stage = new Stage(home: home.Share());
        var visitor = stage.Site.NewVisitor();
        var tag = (await visitor.GetAsync("/events", Cancellation)).Headers["ETag"];
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync()).Status);

        await stage.RenameAsync(meeting, "Summer swim");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync()).Status);

        async Task<SitePage> AskAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
            request.Headers.Add("If-None-Match", tag);
            return await visitor.SendAsync(request, Cancellation);
        }
    }

    [Fact]
    public async Task Many_who_ask_at_once_wait_for_one_page()
    {
        var watch = new CatalogWatch();
        await using var stage = new Stage(watch.Surround);
        await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"));
        var hasRead = watch.HoldNextReader();
        var first = stage.Site.NewVisitor().GetAsync("/events", Cancellation);
        await hasRead;
        var before = watch.Reads;

        var others = Enumerable.Range(0, 20).Select(_ => stage.Site.NewVisitor().GetAsync("/events", Cancellation)).ToList();
        watch.Release();

        var pages = await Task.WhenAll(others.Append(first));
        Assert.Equal(before, watch.Reads);
        Assert.All(pages, page => Assert.Equal(pages[0].Source, page.Source));
    }

    /// <summary>A published event of which everything is told that follows from publishing it: the instance where that happened is gone.</summary>
    private static async Task<EventDetails> SettledEventAsync(TestHome home)
    {
        await using var before = new Stage(home: home.Share());
        return await before.PublishedEventAsync(await before.PersonAsync(UserRole.Organizer, "Olga"));
    }

    private static MovSite SiteOn(TestHome home, CatalogWatch watch) => MovSite.Start(environment: "Development", replace: watch.Surround, home: home.Share());

    /// <summary>Two visitors, the second of whom is answered from memory.</summary>
    private static async Task<(SitePage First, SitePage Second)> AskTwiceAsync(CatalogWatch watch, MovSite site, string first, string second)
    {
        var one = await site.NewVisitor().GetAsync(first, Cancellation);
        var before = watch.Reads;
        var two = await site.NewVisitor().GetAsync(second, Cancellation);
        Assert.Equal(before, watch.Reads);
        return (one, two);
    }

    private static async Task SeeAsync(Visitor visitor, string text, params string[] paths)
    {
        foreach (var path in paths)
        {
            Assert.Contains(text, (await visitor.GetAsync(path, Cancellation)).Source, StringComparison.Ordinal);
        }
    }
}
