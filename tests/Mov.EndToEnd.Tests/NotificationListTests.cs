using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Mov.EndToEnd.Tests.Storms;
using Mov.Modules.Shared.Storage;
using Mov.SideDoor;
using Mov.Testing;

namespace Mov.EndToEnd.Tests;

/// <summary>Somebody to whom much has happened.</summary>
public sealed class NotificationListTests(RealBrowser chromium)
{
    private const string Email = "ada@many.example";
    private const int All = 200;

    // Every fourth of those is unread.
    private const int Unread = 50;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Older_ones_come_while_one_scrolls_under_one_heading_a_day()
    {
        await using var site = await StartAsync();
        await using var ada = await Person.ArriveAsync(chromium.Browser, site, width: 360);
        await ada.SignInAsync(Email);
        await ada.GoAsync("/notifications");
        await Assertions.Expect(Items(ada).First).ToContainTextAsync("Notice 200.");
        var days = ada.Page.Locator(".days h2");
        Assert.Contains("Yesterday", await days.AllTextContentsAsync());

        // By itself for a while, and then when asked.
        await ScrollUntilAsync(ada, 180);
        var older = ada.Page.GetByRole(AriaRole.Link, new() { Name = "Show older" });
        await older.ClickAsync();
        await Assertions.Expect(Items(ada)).ToHaveCountAsync(20, new() { Timeout = 30_000 });
        await Assertions.Expect(Items(ada).Last).ToContainTextAsync("Notice 1.");
        await Assertions.Expect(older).ToHaveCountAsync(0);

        await ada.GoAsync("/notifications");
        await ScrollUntilAsync(ada, 180);
        Assert.Equal(Enumerable.Range(21, 180).Reverse(), await NumbersAsync(ada));
        var named = await days.AllTextContentsAsync();
        Assert.Equal(named.Distinct(StringComparer.Ordinal), named);
        Assert.Empty(ada.Errors);
    }

    [Fact]
    public async Task The_unread_ones_alone_are_a_press_away_and_so_are_the_older_of_them()
    {
        await using var site = await StartAsync();
        await using var ada = await Person.ArriveAsync(chromium.Browser, site);
        await ada.SignInAsync(Email);
        await ada.GoAsync("/notifications");
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Unread", Exact = true }).ClickAsync();
        await ada.SeePageAsync("/notifications");
        await Assertions.Expect(Items(ada).First).ToContainTextAsync("Notice 200.");

        await ScrollUntilAsync(ada, Unread);

        Assert.Equal(Enumerable.Range(1, Unread).Select(number => number * 4).Reverse(), await NumbersAsync(ada));
        await Assertions.Expect(ada.Page.Locator("header .bell b")).ToHaveTextAsync($"{Unread}");
        await ada.PressAsync("Mark all as read");
        await Assertions.Expect(ada.Page.Locator("header .bell b")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await ada.GoAsync("/notifications?unread=1");
        await ada.SeeAsync("All caught up");
    }

    [Fact]
    public async Task What_is_fetched_for_one_list_does_not_end_up_in_the_one_that_came_in_its_place()
    {
        await using var site = await StartAsync();
        await using var ada = await Person.ArriveAsync(chromium.Browser, site);
        await ada.SignInAsync(Email);
        var (asked, release) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await ada.Page.RouteAsync(url => url.Contains("/notifications?before=", StringComparison.Ordinal), async route =>
        {
            asked.TrySetResult();
            await release.Task;
            await route.ContinueAsync();
        });
        await ada.GoAsync("/notifications");
        await ada.Page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Unread", Exact = true }).ClickAsync();
        await Assertions.Expect(ada.Page.Locator(".chip[aria-current=true]")).ToHaveTextAsync("Unread");
        var late = ada.Page.WaitForResponseAsync(answer => answer.Url.Contains("/notifications?before=", StringComparison.Ordinal));
        release.SetResult();
        await late;

        await ScrollUntilAsync(ada, Unread);
        Assert.Equal(Enumerable.Range(1, Unread).Select(number => number * 4).Reverse(), await NumbersAsync(ada));
    }

    [Fact]
    public async Task Without_a_script_every_one_of_them_is_reached_by_links()
    {
        await using var site = await StartAsync();
        await using var ada = await Person.ArriveAsync(chromium.Browser, site, withScript: false);
        await ada.SignInAsync(Email);
        await ada.GoAsync("/notifications");
        List<int> seen = [.. await NumbersAsync(ada)];
        for (var older = ada.Page.GetByRole(AriaRole.Link, new() { Name = "Show older" }); await older.CountAsync() > 0;)
        {
            await older.ClickAsync();
            seen.AddRange(await NumbersAsync(ada));
        }

        Assert.Equal(Enumerable.Range(1, All).Reverse(), seen);
    }

    private static ILocator Items(Person person) => person.Page.Locator(".days li.row");

    private static async Task<IEnumerable<int>> NumbersAsync(Person person) =>
        (await Items(person).AllTextContentsAsync()).Select(text => int.Parse(text.Split("Notice ")[1].Split('.')[0], CultureInfo.InvariantCulture));

    private static Task ScrollUntilAsync(Person person, int count) => Eventually.TrueAsync(
        async _ =>
        {
            await person.Page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
            return await Items(person).CountAsync() == count;
        },
        $"there are {count}", Token);

    /// <summary>A site on which another client wrote these notifications: three hours apart, the last a moment ago.</summary>
    private static async Task<MovServer> StartAsync()
    {
        var site = await MovServer.StartAsync(StorageMode.Embedded, Token, withSideDoor: true);
        using var door = new OuterSite(site);
        var ada = await door.MustAsync(new Ask(Deeds.RegisterParticipant, Text: Email), Token);
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(site.Home.Folder, DatabaseNames.Notifications + ".db")}");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $all)
            INSERT INTO notifications (_id, userId, type, data, read, readAt, createdAt)
            SELECT printf('%024x', n), $user, 'EVENT_UPDATE', json_object('message', printf('Notice %d.', n)), n % 4 <> 0, iif(n % 4 <> 0, $now, NULL),
                strftime('%Y-%m-%d %H:%M:%f', 'now', printf('-%d hours', 3 * ($all - n)))
            FROM numbers
            """;
        command.Parameters.AddWithValue("$all", All);
        command.Parameters.AddWithValue("$user", ada);
        command.Parameters.AddWithValue("$now", TimeProvider.System.GetUtcNow().UtcDateTime);
        Assert.Equal(All, await command.ExecuteNonQueryAsync(Token));
        return site;
    }
}
