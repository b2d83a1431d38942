using System.Net;
using Mov.Modules.Auth.Contracts;
using Mov.Testing;

namespace Mov.Web.Tests.Events;

public sealed class BrowsePageTests
{
    [Fact]
    public async Task Visitors_find_published_events_and_get_neither_cookie_nor_circuit()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(olga, title: "Lantern <script>alert(1)</script> market");
        await stage.PlannedEventAsync(olga, title: "Still secret");
        var visitor = stage.Site.NewVisitor();

        foreach (var path in (string[])["/", "/events", $"/events/{meeting.Id}"])
        {
            var page = await visitor.GetAsync(path, Stage.Cancellation);

            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("Lantern <script>alert(1)</script> market", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", page.Source, StringComparison.Ordinal);
            Assert.DoesNotContain("Still secret", page.Source, StringComparison.Ordinal);
            Assert.False(page.Headers.ContainsKey("Set-Cookie"));
            Assert.DoesNotContain("__RequestVerificationToken", page.Source, StringComparison.Ordinal);
            Assert.DoesNotContain("\"type\":\"server\"", page.Source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_filter_that_cannot_be_read_is_said_at_its_field()
    {
        await using var stage = new Stage();

        var page = await stage.Site.NewVisitor().GetAsync("/events?from=yesterday&page=-3&q=x", Stage.Cancellation);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("year-month-day", page.ErrorAt("From"), StringComparison.Ordinal);
        Assert.Equal("yesterday", page.ValueOf("From"));
        Assert.Contains("Nothing fits that search", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_speaks_the_language_of_its_reader_and_follows_its_event()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(olga, seats: 3);

        Assert.Contains("3 seats left", await CardAsync("en"), StringComparison.Ordinal);
        Assert.Contains("3 Plätze frei", await CardAsync("de"), StringComparison.Ordinal);
        await stage.EnrollAsync(meeting, await stage.PersonAsync(UserRole.Participant, "Ada"));
        await Eventually.PassesAsync(async _ => Assert.Contains("2 seats left", await CardAsync("en"), StringComparison.Ordinal), Stage.Cancellation);
        await stage.RenameAsync(meeting, "Summer swim");
        Assert.Contains("Summer swim", await CardAsync("de"), StringComparison.Ordinal);

        async Task<string> CardAsync(string language)
        {
            using var reader = stage.Site.NewClient(language);
            return WebUtility.HtmlDecode(await reader.GetStringAsync("/events", Stage.Cancellation));
        }
    }

    [Fact]
    public async Task Pages_of_twenty_have_stable_links()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        for (var number = 1; number <= 21; number++)
            await stage.PublishedEventAsync(olga, title: $"Swim {number:00}");
        var visitor = stage.Site.NewVisitor();

        var first = await visitor.OpenAsync("/events?category=sports", Stage.Cancellation);
        var second = await visitor.OpenAsync(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!, Stage.Cancellation);

        Assert.Equal(20, first.Document.QuerySelectorAll("article").Length);
        Assert.Equal("/events?category=sports&page=2", second.Path);
        Assert.Contains("Swim 21", Assert.Single(second.Document.QuerySelectorAll("article")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_not_shown_to_its_end_says_so()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        await stage.PublishedEventAsync(olga);
        await stage.ExecuteOnEventsAsync(
            $"""
            INSERT INTO events (organizer_id, title, date, max_participants, category, status)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
            SELECT {olga.Id}, 'Swim ' || i, '2097-02-01 10:00:00', 5, 'sports', 'Published' FROM n
            """);

        var visitor = stage.Site.NewVisitor();
        foreach (var number in (int[])[50, 51])
        {
            var page = await visitor.GetAsync($"/events?page={number}", Stage.Cancellation);

            Assert.Equal("More than 1,000 events", page.Document.GetElementById("results-count")!.TextContent);
            Assert.Contains("There are more events than these pages show", page.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("There are more events", (await visitor.GetAsync("/events?page=49", Stage.Cancellation)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_shows_its_events_on_their_days_and_leads_on()
    {
        await using var stage = new Stage();
        var meeting = await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Olga"), title: "Lantern walk");
        var month = meeting.Date.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        var day = meeting.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        var page = await stage.Site.NewVisitor().GetAsync($"/events?category=sports&month={month}", Stage.Cancellation);

        var cell = page.Within("td", "Lantern walk");
        Assert.Equal($"/events/{meeting.Id}", cell.Root.QuerySelector("li a")!.GetAttribute("href"));
        Assert.Equal($"/events?category=sports&from={day}&to={day}", cell.Root.QuerySelector("a.day")!.GetAttribute("href"));
        var next = await stage.Site.NewVisitor().GetAsync(page.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!, Stage.Cancellation);
        Assert.StartsWith("/events?category=sports&month=", next.Path, StringComparison.Ordinal);
        Assert.DoesNotContain("Lantern walk", next.Text, StringComparison.Ordinal);
        Assert.True(page.HasLink("List"));
    }
}
