using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Testing;
using Mov.Web.Hosting.PublicPages;
using Mov.Web.Tests.Events;

namespace Mov.Web.Tests.PublicPages;

/// <summary>What the pages of the list are made of is read once for all who would read the same.</summary>
public sealed class PublicListsTests
{
    private static readonly DateOnly First = new(2097, 2, 1);
    private static readonly DateOnly Crowded = new(2097, 6, 1);

    [Fact]
    public async Task Long_lists_that_begin_on_the_same_day_are_read_once_however_many_days_they_go_on()
    {
        var watch = new CatalogWatch();
        await using var stage = await LargeAsync(watch);
        var before = watch.Reads;

        var shorter = await ReadAsync(stage, new EventSearch(From: First, To: First.AddDays(25)));
        var longer = await ReadAsync(stage, new EventSearch(From: First, To: First.AddDays(30)));
        var without = await ReadAsync(stage, new EventSearch(From: First));

        Assert.Equal(before + 1, watch.Reads);
        Assert.Equal(without.Items, shorter.Items);
        Assert.Equal(without.Items, longer.Items);
        Assert.True(shorter.Categories.Sum(count => count.Events) < longer.Categories.Sum(count => count.Events), "Each list has numbers of its own.");
        await stage.RenameAsync(await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Otto")), "Sooner swim");
        await ReadAsync(stage, new EventSearch(From: First, To: First.AddDays(25)));
        Assert.Equal(before + 2, watch.Reads);
    }

    [Fact]
    public async Task A_short_list_is_only_counted_once_where_its_events_are_known()
    {
        var watch = new CatalogWatch();
        await using var stage = await LargeAsync(watch);
        var whole = await ReadAsync(stage, new EventSearch(From: First));
        var before = (watch.Reads, watch.Counts);

        var twoDays = await ReadAsync(stage, new EventSearch(From: First, To: First.AddDays(1)));
        var again = await ReadAsync(stage, new EventSearch(From: First, To: First.AddDays(1)));
        var threeDays = await ReadAsync(stage, new EventSearch(From: First, To: First.AddDays(2)));

        Assert.Equal((before.Reads, before.Counts + 2), (watch.Reads, watch.Counts));
        Assert.Equal(whole.Items, twoDays.Items);
        Assert.Equal(whole.Items, threeDays.Items);
        Assert.Equal(twoDays, again);
        Assert.True(twoDays.Total < threeDays.Total && threeDays.Total < whole.Total, $"{twoDays.Total}, {threeDays.Total}, {whole.Total}");
        await stage.RenameAsync(await stage.PublishedEventAsync(await stage.PersonAsync(UserRole.Organizer, "Otto")), "Sooner swim");
        await ReadAsync(stage, new EventSearch(From: First, To: First.AddDays(1)));
        Assert.Equal(before.Reads + 1, watch.Reads);
    }

    [Fact]
    public async Task Whatever_is_shared_a_list_has_what_the_search_finds()
    {
        await using var stage = await LargeAsync(new CatalogWatch());
        foreach (var search in (EventSearch[])
            [
                new(), new(To: First.AddDays(30)), new(From: First, To: First), new(From: First, To: First.AddDays(25), Page: 50), new(From: First, To: First.AddDays(25), Page: 51),
                new(Category: "talk", From: First, To: First.AddDays(80)), new(Category: "talk", From: First, To: First.AddDays(25), Page: 2), new("lantern", From: First, To: First.AddDays(30)),
                new(From: First), new(From: First, To: First.AddDays(1)), new(From: First, To: First.AddDays(1), Page: 3), new(Category: "talk", From: First, To: First.AddDays(1)), new("lantern", From: First, To: First.AddDays(1)),
                new(From: Crowded, To: Crowded), new(From: Crowded, To: Crowded.AddDays(1), Page: 3), new(Category: "nothing", From: First, To: First.AddDays(30)),
            ])
        {
            var expected = await stage.Get<IEventCatalog>().SearchAsync(search, Stage.Cancellation);

            var found = await ReadAsync(stage, search);

            Assert.Equal(expected.Items, found.Items);
            Assert.Equal((expected.Total, expected.AreMore, expected.Number, expected.Size), (found.Total, found.AreMore, found.Number, found.Size));
            Assert.Equal(expected.Categories, found.Categories);
        }
    }

    [Fact]
    public async Task A_list_ends_with_its_last_day_also_when_most_of_it_has_gone_since_it_was_counted()
    {
        await using var stage = await LargeAsync(new CatalogWatch());
        await stage.ExecuteOnEventsAsync("UPDATE events SET status = 'Canceled' WHERE date >= '2097-02-01 02:00:00' AND date < '2097-03-02'");

        var found = await ReadAsync(stage, new EventSearch(From: First, To: First.AddDays(25)));

        Assert.Equal(9, found.Items.Count);
    }

    private static async Task<EventList> ReadAsync(Stage stage, EventSearch search) =>
        (await stage.Get<PublicLists>().ReadAsync(stage.Get<IEventCatalog>(), stage.Get<IEnrollments>(), search, Stage.Cancellation)).Events;

    /// <summary>Some hundred events a day, and a day of 2,500; all of them counted.</summary>
    private static async Task<Stage> LargeAsync(CatalogWatch watch)
    {
        var stage = new Stage(watch.Surround);
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        await stage.ExecuteOnEventsAsync(
            $"""
            INSERT INTO events (organizer_id, title, date, max_participants, category, status)
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 8999)
            SELECT {olga.Id}, 'Lantern walk ' || i, CASE WHEN i < 6500 THEN datetime('2097-02-01', '+' || (i * 14) || ' minutes') ELSE '2097-06-01 18:00:00' END, 5,
              CASE WHEN i % 2 = 0 THEN 'talk' ELSE 'sports' END, 'Published'
            FROM n
            """);
        await Eventually.GetAsync(
            token => Task.FromResult(stage.Get<IEventCatalog>().FindNumbers(new EventSearch())), numbers => numbers is not null, "all are counted", Stage.Cancellation);
        return stage;
    }
}
