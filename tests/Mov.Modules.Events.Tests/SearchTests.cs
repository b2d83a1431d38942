using Microsoft.EntityFrameworkCore;
using Mov.Modules.Events.Catalog;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Tests.Setting;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Modules.Events.Tests;

public abstract class SearchTests(StorageMode mode) : EventsTests(mode)
{
    [Theory]
    [InlineData("jazz", "Jazz im Hof")]
    [InlineData("JAZZ IM", "Jazz im Hof")]
    [InlineData("azz i", "Jazz im Hof")]
    [InlineData("MÜNCHEN", "Jazz im Hof")]
    [InlineData("münchen", "Jazz im Hof")]
    [InlineData("muenchen", null)]
    [InlineData("ÄPFEL", "100% Äpfel_und \"Birnen\"")]
    [InlineData("äpf", "100% Äpfel_und \"Birnen\"")]
    [InlineData("äp", "100% Äpfel_und \"Birnen\"")]
    [InlineData("Ä", "100% Äpfel_und \"Birnen\"")]
    [InlineData("%", "100% Äpfel_und \"Birnen\"")]
    [InlineData("0% ä", "100% Äpfel_und \"Birnen\"")]
    [InlineData("_", "100% Äpfel_und \"Birnen\"")]
    [InlineData("l_u", "100% Äpfel_und \"Birnen\"")]
    [InlineData("J_zz", null)]
    [InlineData("J%z", null)]
    [InlineData("\"birnen\"", "100% Äpfel_und \"Birnen\"")]
    [InlineData("\"", "100% Äpfel_und \"Birnen\"")]
    [InlineData("o'neill", "Über C# und F#")]
    [InlineData("'", "Über C# und F#")]
    [InlineData("c#", "Über C# und F#")]
    [InlineData("ПРИВЕТ", "Über C# und F#")]
    [InlineData("日本語", "Über C# und F#")]
    [InlineData("back\\slash", "Über C# und F#")]
    [InlineData("\\", "Über C# und F#")]
    [InlineData("AND OR NOT", null)]
    [InlineData("title:jazz", null)]
    [InlineData("Hof München", null)]
    [InlineData("*", null)]
    [InlineData("🎷", "Jazz im Hof")]
    public async Task A_text_finds_the_events_that_contain_it(string text, string? title)
    {
        await GivenEventAsync(EventStatus.Published, Draft with { Title = "Jazz im Hof", Description = "Swing 🎷", Location = "München" });
        await GivenEventAsync(EventStatus.Published, Draft with { Title = "100% Äpfel_und \"Birnen\"", Description = null, Location = null });
        await GivenEventAsync(EventStatus.Published, Draft with { Title = "Über C# und F#", Description = "With Ms O'Neill\nПривет 日本語 back\\slash", Location = null });

        var found = await App.Catalog.SearchAsync(new EventSearch(text), Cancellation);

        Assert.Equal(title is null ? [] : [title], found.Items.Select(one => one.Title));
        Assert.Equal(found.Items.Count, found.Total);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\0")]
    [InlineData("\ud800")]
    public async Task A_text_of_nothing_breaks_nothing(string text)
    {
        await GivenEventAsync(EventStatus.Published);

        var found = await App.Catalog.SearchAsync(new EventSearch(text), Cancellation);

        Assert.True(found.Total <= 1);
    }

    [Fact]
    public async Task A_text_is_found_where_it_is_now()
    {
        var published = await GivenEventAsync(EventStatus.Published, Draft with { Title = "Before the change" });
        await App.Management.EditAsync(People.Olga, published.Id, Draft with { Title = "After all" }, published.UpdatedAt, Cancellation);
        await App.ExecuteAsync("INSERT INTO events (organizer_id, title, date, max_participants, category, status) VALUES (1, 'Before long', '2027-02-01 10:00:00', 5, 'talk', 'Published')");

        Assert.Equal(["After all"], (await App.Catalog.SearchAsync(new EventSearch("after all"), Cancellation)).Items.Select(one => one.Title));
        Assert.Equal(["Before long"], (await App.Catalog.SearchAsync(new EventSearch("before"), Cancellation)).Items.Select(one => one.Title));
        await App.ExecuteAsync("DELETE FROM events WHERE title = 'Before long'");
        Assert.Empty((await App.Catalog.SearchAsync(new EventSearch("before"), Cancellation)).Items);
    }

    [Fact]
    public async Task What_a_text_finds_follows_its_date_its_category_and_its_state()
    {
        var late = await GivenEventAsync(EventStatus.Published, Draft with { Title = "lantern late", Category = "talk", Date = new DateTime(2027, 5, 2, 18, 0, 0), EndsAt = null });
        var early = await GivenEventAsync(EventStatus.Published, Draft with { Title = "lantern early", Category = "meetup", Date = new DateTime(2027, 5, 1, 18, 0, 0), EndsAt = null });
        await App.ExecuteAsync("INSERT INTO events (organizer_id, title, date, max_participants, category, status) VALUES (1, 'lantern ancient', '1969-12-31 23:59:30', 5, 'ai', 'Running'), (1, 'lantern ancient too', '1969-12-31 23:58:59', 5, 'ai', 'Running')");

        async Task<IEnumerable<string>> FindAsync(EventSearch search) => (await App.Catalog.SearchAsync(search with { Text = "LANTERN" }, Cancellation)).Items.Select(one => one.Title[8..]);

        Assert.Equal(["ancient too", "ancient", "early", "late"], await FindAsync(new EventSearch()));
        Assert.Equal(["ancient too", "ancient"], await FindAsync(new EventSearch(Category: "ai")));
        Assert.Equal(["late"], await FindAsync(new EventSearch(Category: "talk")));
        Assert.Empty(await FindAsync(new EventSearch(Category: "tal")));
        var first = new DateOnly(2027, 5, 1);
        Assert.Equal(["early"], await FindAsync(new EventSearch(From: first, To: first)));
        Assert.Equal(["early", "late"], await FindAsync(new EventSearch(From: first)));

        await App.Management.EditAsync(People.Olga, late.Id, Draft with { Title = late.Title, Category = "sports", Date = new DateTime(2027, 4, 30, 18, 0, 0), EndsAt = null }, late.UpdatedAt, Cancellation);
        Assert.Equal(["late", "early"], await FindAsync(new EventSearch(From: first.AddDays(-1))));
        Assert.Equal(["late"], await FindAsync(new EventSearch(Category: "sports")));

        await App.Management.ChangeStatusAsync(People.Olga, early.Id, EventStatus.Canceled, Cancellation);
        await App.ExecuteAsync("UPDATE events SET status = 'Completed' WHERE title = 'lantern ancient'");
        Assert.Equal(["ancient too", "late"], await FindAsync(new EventSearch()));
        if (Mode == StorageMode.Embedded)
        {
            await App.ExecuteAsync("INSERT INTO events_text(events_text, rank) VALUES ('integrity-check', 1)");
        }
    }

    [Fact]
    public async Task Days_are_inclusive_and_the_event_s_own()
    {
        // 23:30 in New York is the next day in UTC; 00:30 in Auckland is the day before.
        await GivenEventAsync(EventStatus.Published, Draft with { Title = "New York", TimeZone = "America/New_York", Date = new DateTime(2027, 3, 10, 23, 30, 0), EndsAt = null });
        await GivenEventAsync(EventStatus.Published, Draft with { Title = "Auckland", TimeZone = "Pacific/Auckland", Date = new DateTime(2027, 3, 10, 0, 30, 0), EndsAt = null });
        await App.ExecuteAsync("INSERT INTO events (organizer_id, title, date, max_participants, category, status) VALUES (1, 'Seed', '2027-03-10 23:59:59', 5, 'talk', 'Published')");

        async Task<IEnumerable<string>> FindAsync(DateOnly? from, DateOnly? to) =>
            (await App.Catalog.SearchAsync(new EventSearch(From: from, To: to), Cancellation)).Items.Select(one => one.Title);

        var day = new DateOnly(2027, 3, 10);
        string[] all = ["Auckland", "Seed", "New York"];
        Assert.Equal(all, await FindAsync(day, day));
        Assert.Equal(all, await FindAsync(day, null));
        Assert.Equal(all, await FindAsync(null, day));
        Assert.Equal(all, await FindAsync(DateOnly.MinValue, DateOnly.MaxValue));
        Assert.Empty(await FindAsync(day.AddDays(1), null));
        Assert.Empty(await FindAsync(null, day.AddDays(-1)));
        Assert.Empty(await FindAsync(day.AddDays(1), day.AddDays(-1)));
        Assert.Empty(await FindAsync(DateOnly.MaxValue, DateOnly.MinValue));
    }

    [Fact]
    public async Task Pages_of_20_are_in_order_of_date_and_id_and_nothing_is_shown_twice()
    {
        for (var count = 0; count < 45; count++)
        {
            await App.ExecuteAsync($"INSERT INTO events (organizer_id, title, date, max_participants, category, status) VALUES ({1 + (count % 2)}, 'No {count}', '2027-02-0{1 + (count % 3)} 10:00:00', 5, 'talk', 'Published')");
        }

        App.People.Add(People.Gone, Auth.Contracts.UserRole.Organizer, "Back", null);
        List<EventDetails> all = [];
        for (var number = 1; number <= 3; number++)
        {
            var page = await App.Catalog.SearchAsync(new EventSearch(Page: number), Cancellation);
            Assert.Equal((45, 3, number), (page.Total, page.Count, page.Number));
            all.AddRange(page.Items);
        }

        Assert.Equal(45, all.Select(one => one.Id).Distinct().Count());
        Assert.Equal(all.OrderBy(one => one.Date).ThenBy(one => one.Id), all);
        Assert.Equal(3, App.People.LookUps);
        Assert.Empty((await App.Catalog.SearchAsync(new EventSearch(Page: 4), Cancellation)).Items);
        Assert.Empty((await App.Catalog.SearchAsync(new EventSearch(Page: int.MaxValue), Cancellation)).Items);
        Assert.Equal(20, (await App.Catalog.SearchAsync(new EventSearch(Page: -5), Cancellation)).Items.Count);
    }

    [Fact]
    public async Task Categories_filter_and_are_counted()
    {
        await GivenEventAsync(EventStatus.Published);
        await GivenEventAsync(EventStatus.Published, Draft with { Category = "talk" });
        await GivenEventAsync(EventStatus.Running, Draft with { Category = "talk" });
        await GivenEventAsync(EventStatus.Planning, Draft with { Category = "talk" });
        await App.ExecuteAsync("INSERT INTO events (organizer_id, title, date, max_participants, category, status) VALUES (1, 'Books', '2027-02-01 10:00:00', 5, 'book-club', 'Published')");

        Assert.Equal(2, (await App.Catalog.SearchAsync(new EventSearch(Category: "talk"), Cancellation)).Total);
        Assert.Equal(0, (await App.Catalog.SearchAsync(new EventSearch(Category: "nothing"), Cancellation)).Total);
        var counts = (await App.Catalog.SearchAsync(new EventSearch(Category: "talk"), Cancellation)).Categories;
        Assert.Equal([.. App.Catalog.Categories, "book-club"], counts.Select(count => count.Category));
        Assert.Equal([("meetup", 1), ("talk", 2), ("book-club", 1)], counts.Where(count => count.Events > 0).Select(count => (count.Category, count.Events ?? -1)));
    }

    [Fact]
    public async Task A_large_list_is_counted_in_the_background_and_no_search_reads_through_it()
    {
        await App.ExecuteAsync(
            """
            INSERT INTO events (organizer_id, title, date, max_participants, category, status)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2099)
            SELECT 1, 'long lantern walk', '2027-02-01 10:00:00', 5, CASE WHEN i % 3 = 0 THEN 'talk' ELSE 'meetup' END, 'Published' FROM n
            """);
        await App.ExecuteAsync("INSERT INTO events (organizer_id, title, date, max_participants, category, status) VALUES (1, 'last qx', '2027-03-01 10:00:00', 5, 'talk', 'Published')");

        Assert.Equal(1000, (await App.Catalog.SearchAsync(new EventSearch(), Cancellation)).Total);
        Assert.Equal(200, (await App.Catalog.SearchAsync(new EventSearch("lantern"), Cancellation)).Total);
        Assert.Empty((await App.Catalog.SearchAsync(new EventSearch("qx"), Cancellation)).Items);
        Assert.Single((await App.Catalog.SearchAsync(new EventSearch("qx", From: new DateOnly(2027, 3, 1)), Cancellation)).Items);
        Assert.Single((await App.Catalog.SearchAsync(new EventSearch("last qx"), Cancellation)).Items);

        var counts = await Eventually.GetAsync(
            async token => (await App.Catalog.SearchAsync(new EventSearch(), token)).Categories, counts => counts.All(count => count.Events is not null), "all are counted", Cancellation);
        Assert.Equal([("meetup", 1400), ("talk", 700)], Some(counts));
        var (first, last) = (new DateOnly(2027, 2, 1), new DateOnly(2027, 3, 1));
        foreach (var (from, to, talking) in new (DateOnly?, DateOnly?, int)[] { (first, null, 700), (first, last, 700), (first, first, 699), (null, last.AddDays(-1), 699) })
        {
            var inRange = await App.Catalog.SearchAsync(new EventSearch(From: from, To: to), Cancellation);
            Assert.Equal((1000, true), (inRange.Total, inRange.AreMore));
            Assert.Equal([("meetup", 1400), ("talk", talking)], Some(inRange.Categories));
            var known = App.Catalog.FindNumbers(new EventSearch(From: from, To: to))!;
            Assert.Equal((1000, true), (known.Total, known.AreMore));
            Assert.Equal(inRange.Categories, known.Categories);
            Assert.Null(App.Catalog.FindNumbers(new EventSearch(null, "talk", from, to)));
            Assert.Null(App.Catalog.FindNumbers(new EventSearch("lantern", From: from, To: to)));
            var talksInRange = await App.Catalog.SearchAsync(new EventSearch(null, "talk", from, to), Cancellation);
            Assert.Equal((talking, false), (talksInRange.Total, talksInRange.AreMore));
            var counted = await App.Catalog.CountAsync(new EventSearch(null, "talk", from, to), Cancellation);
            Assert.Equal((talking, false), (counted.Total, counted.AreMore));
            Assert.Equal(talksInRange.Categories, counted.Categories);
        }

        Assert.Equal([("talk", 1)], Some((await App.Catalog.SearchAsync(new EventSearch(From: last), Cancellation)).Categories));
        Assert.All((await App.Catalog.SearchAsync(new EventSearch("lantern"), Cancellation)).Categories, count => Assert.Null(count.Events));
        var talks = await App.Catalog.SearchAsync(new EventSearch("lantern", "talk"), Cancellation);
        Assert.Equal((200, true), (talks.Total, talks.AreMore));
        Assert.All(talks.Items, talk => Assert.Equal("talk", talk.Category));
        Assert.All(talks.Categories, count => Assert.Null(count.Events));

        static IEnumerable<(string, int)> Some(IEnumerable<CategoryCount> counts) => counts.Where(count => count.Events > 0).Select(count => (count.Category, count.Events ?? -1));
    }

    [Fact]
    public async Task An_organizer_sees_upcoming_events_first_and_then_the_latest_past_ones()
    {
        foreach (var (title, date, status) in new[]
        {
            ("past", "2026-11-01", "Completed"), ("later", "2027-03-01", "Planning"), ("long ago", "2026-01-01", "Canceled"),
            ("soon", "2027-02-01", "Published"), ("now", "2027-01-04", "Running"),
        })
        {
            await App.ExecuteAsync($"INSERT INTO events (organizer_id, title, date, max_participants, category, status) VALUES (1, '{title}', '{date} 10:00:00', 5, 'talk', '{status}')");
        }

        await GivenEventAsync(organizer: People.Otto);

        Assert.Equal(["now", "soon", "later", "past", "long ago"], (await App.Catalog.ListOwnAsync(People.Olga, 1, Cancellation)).Items.Select(one => one.Title));
        Assert.Equal(6, (await App.Catalog.FindManyAsync([1, 2, 3, 4, 5, 6, 7], Cancellation)).Count);
        Assert.Empty(await App.Catalog.FindManyAsync([], Cancellation));
    }

    [Fact]
    public async Task The_list_and_the_text_search_are_answered_by_indexes()
    {
        await App.ExecuteAsync(Mode == StorageMode.Servers
            ? "INSERT INTO events (organizer_id, title, date, max_participants, category, status) SELECT n, 'Event ' || md5(n::text), timestamp '2027-02-01' + n * interval '1 minute', 5, 'talk', CASE n % 10 WHEN 0 THEN 'Published' ELSE 'Completed' END FROM generate_series(1, 8000) n; ANALYZE events"
            : "INSERT INTO events (organizer_id, title, date, max_participants, category, status) WITH RECURSIVE s(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM s WHERE n < 8000) SELECT n, 'Event ' || hex(n * 7919), datetime('2027-02-01', n || ' minutes'), 5, 'talk', CASE n % 10 WHEN 0 THEN 'Published' ELSE 'Completed' END FROM s; ANALYZE");

        Assert.Contains("idx_events_public", await ExplainAsync(new EventSearch()), StringComparison.Ordinal);
        Assert.Matches("idx_events_(public|date)", await ExplainAsync(new EventSearch(From: new DateOnly(2027, 2, 3), To: new DateOnly(2027, 2, 3))));
        await App.ExecuteAsync("UPDATE events SET status = 'Published'");
        await App.ExecuteAsync("ANALYZE");
        // However many are in range, the index is followed until there are enough; a join would be free to read and sort all of them.
        var counted = await ExplainAsync(new EventSearch(From: new DateOnly(2027, 2, 1), To: new DateOnly(2027, 2, 6)), take: 1001);
        Assert.DoesNotMatch(Mode == StorageMode.Servers ? @"(?<!Incremental )Sort  \(|Join" : "TEMP B-TREE", counted);
        Assert.Contains(
            Mode == StorageMode.Servers ? "idx_events_text" : "events_text VIRTUAL TABLE INDEX", await ExplainAsync(new EventSearch("9e107d9d37")), StringComparison.Ordinal);
    }

    private async Task<string> ExplainAsync(EventSearch search, int take = 20)
    {
        await using var context = await App.OpenAsync();
        await using var command = context.PublicEvents(search).Take(take).CreateDbCommand();
        command.CommandText = (Mode == StorageMode.Servers ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + command.CommandText;
        await context.Database.OpenConnectionAsync(Cancellation);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        List<string> lines = [];
        while (await reader.ReadAsync(Cancellation))
        {
            lines.Add(reader.GetString(reader.FieldCount - 1));
        }

        return string.Join('\n', lines);
    }

    public sealed class OnSqlite() : SearchTests(StorageMode.Embedded);

    public sealed class OnPostgres() : SearchTests(StorageMode.Servers);
}
