using Microsoft.Playwright;
using Mov.EndToEnd.Tests.Faults;
using Mov.EndToEnd.Tests.Storms;
using Mov.Modules.Shared.Storage;
using Mov.SideDoor;
using Mov.Testing;

namespace Mov.EndToEnd.Tests;

/// <summary>What was written in a room and has not arrived: it is shown as such, and nothing of it is lost.</summary>
public sealed class UnsentMessageTests(RealBrowser chromium)
{
    private const string Email = "olga@unsent.example";

    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 30_000 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_was_refused_says_so_and_can_be_sent_again_or_thrown_away()
    {
        await using var site = await StartAsync(new() { ["Chat:MessagesAtOnce"] = "1", ["Chat:MessagesWithin"] = "00:00:15" });
        var room = await PrepareAsync(site);
        await using var olga = await ArriveAsync(site.Address, room);
        await SendAsync(olga, "First.");
        await Assertions.Expect(Messages(olga).GetByText("First.")).ToBeVisibleAsync(Soon);

        await SendAsync(olga, "Too fast.");
        var unsent = olga.Page.Locator(".outgoing");
        await Assertions.Expect(unsent).ToContainTextAsync("Not sent. You can send 1 message in 15 seconds.", new() { Timeout = 30_000 });
        await Assertions.Expect(unsent.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        // It waits where it was written, also over a reload, until there is time for it.
        await olga.Page.ReloadAsync();
        await ReadyAsync(olga);
        await Assertions.Expect(unsent).ToContainTextAsync("Too fast.", new() { Timeout = 30_000 });
        await Eventually.TrueAsync(_ => TryAgainAsync(unsent), "there is time for it", Token, TimeSpan.FromSeconds(30));
        await Assertions.Expect(Messages(olga).Locator(".msg").GetByText("Too fast.")).ToHaveCountAsync(1);

        await SendAsync(olga, "Never mind.");
        await Assertions.Expect(unsent).ToContainTextAsync("Not sent.", new() { Timeout = 30_000 });
        await unsent.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Assertions.Expect(unsent).ToHaveCountAsync(0);
        await olga.Page.ReloadAsync();
        await ReadyAsync(olga);
        await Assertions.Expect(Messages(olga).Locator(".msg")).ToHaveCountAsync(2);
        await Assertions.Expect(olga.Page.Locator("main").GetByText("Never mind.")).ToHaveCountAsync(0);
        Assert.Empty(olga.Errors);
    }

    [Fact]
    public async Task What_was_written_while_the_connection_was_cut_is_there_when_it_is_back()
    {
        await using var site = await StartAsync();
        var room = await PrepareAsync(site);
        using var road = new Road("127.0.0.1", PortOf(site));
        await using var olga = await ArriveAsync($"http://127.0.0.1:{road.Port}", room);
        var field = olga.Page.GetByLabel("Message", new() { Exact = true });
        await field.PressSequentiallyAsync("Bring a");

        road.Cut();
        await Assertions.Expect(olga.Page.GetByText("Live updates are reconnecting.")).ToBeVisibleAsync(Soon);
        await field.PressSequentiallyAsync(" lantern.");
        await olga.PressAsync("Send");
        await Assertions.Expect(olga.Page.GetByText("That was not sent")).ToBeVisibleAsync(Soon);
        await Assertions.Expect(field).ToHaveValueAsync("Bring a lantern.");

        road.Mend();
        await Assertions.Expect(olga.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(field).ToHaveValueAsync("Bring a lantern.");
        await olga.PressAsync("Send");
        await Assertions.Expect(Messages(olga).Locator(".msg").GetByText("Bring a lantern.")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Assertions.Expect(field).ToHaveValueAsync("");
    }

    [Fact]
    public async Task What_was_written_when_the_server_died_is_there_at_the_next_one()
    {
        await using var site = await StartAsync();
        var room = await PrepareAsync(site);
        using var road = new Road("127.0.0.1", PortOf(site));
        await using var olga = await ArriveAsync($"http://127.0.0.1:{road.Port}", room);
        var field = olga.Page.GetByLabel("Message", new() { Exact = true });
        await field.PressSequentiallyAsync("Bring a");

        road.Cut();
        await site.KillAsync();
        await field.PressSequentiallyAsync(" whistle.");
        await using var next = await MovServer.StartAsync(StorageMode.Embedded, Token, home: site.Home);
        road.Mend(PortOf(next));

        await olga.Page.GetByRole(AriaRole.Button, new() { Name = "Reload the page" }).ClickAsync(new() { Timeout = 60_000 });
        await ReadyAsync(olga);
        await Assertions.Expect(field).ToHaveValueAsync("Bring a whistle.", new() { Timeout = 30_000 });
        await olga.PressAsync("Send");
        await Assertions.Expect(Messages(olga).Locator(".msg").GetByText("Bring a whistle.")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
    }

    /// <returns>Whether nothing is unsent any more.</returns>
    private static async Task<bool> TryAgainAsync(ILocator unsent)
    {
        var again = unsent.GetByRole(AriaRole.Button, new() { Name = "Try again" });
        if (await again.CountAsync() > 0)
        {
            await again.DispatchEventAsync("click", eventInit: null, new() { Timeout = 1_000 });
        }

        return await unsent.CountAsync() == 0;
    }

    [Fact]
    public async Task A_page_whose_circuit_is_gone_still_sends()
    {
        await using var site = await StartAsync();
        var room = await PrepareAsync(site);
        using var road = new Road("127.0.0.1", PortOf(site));
        await using var olga = await ArriveAsync($"http://127.0.0.1:{road.Port}", room);
        road.Cut();
        await site.KillAsync();
        await using var next = await MovServer.StartAsync(StorageMode.Embedded, Token, home: site.Home);
        road.Mend(PortOf(next));
        await Assertions.Expect(olga.Page.GetByText("Live updates have stopped.")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await olga.FillAsync("Message", "Bring a map.");
        await olga.PressAsync("Send");

        await Assertions.Expect(Messages(olga).Locator(".msg").GetByText("Bring a map.")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await ReadyAsync(olga);
        await Assertions.Expect(olga.Page.GetByLabel("Message", new() { Exact = true })).ToHaveValueAsync("");
        await Assertions.Expect(olga.Page.Locator(".outgoing")).ToHaveCountAsync(0);
        await SendAsync(olga, "And a compass.");
        await Assertions.Expect(Messages(olga).Locator(".msg")).ToHaveCountAsync(2, new() { Timeout = 30_000 });
    }

    private static int PortOf(MovServer site) => new Uri(site.Address).Port;

    private static ILocator Messages(Person person) => person.Page.GetByRole(AriaRole.Region, new() { Name = "Messages" });

    private static Task ReadyAsync(Person person) =>
        Assertions.Expect(person.Page.Locator(".room[data-live]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });

    private static async Task SendAsync(Person person, string text)
    {
        await person.FillAsync("Message", text);
        await person.PressAsync("Send");
        await Assertions.Expect(person.Page.GetByLabel("Message", new() { Exact = true })).ToHaveValueAsync("", new() { Timeout = 30_000 });
    }

    private static Task<MovServer> StartAsync(Dictionary<string, string>? settings = null) =>
        MovServer.StartAsync(StorageMode.Embedded, Token, settings: settings, withSideDoor: true);

    /// <returns>The way to Olga's event.</returns>
    private static async Task<string> PrepareAsync(MovServer site)
    {
        using var door = new OuterSite(site);
        var olga = await door.MustAsync(new Ask(Deeds.RegisterOrganizer, Text: Email), Token);
        return $"/events/{await door.MustAsync(new Ask(Deeds.Publish, olga, Number: 5, Text: "Night walk"), Token)}";
    }

    private async Task<Person> ArriveAsync(string address, string room)
    {
        var olga = await Person.ArriveAsync(chromium.Browser, address);
        await olga.SignInAsync(Email);
        await olga.GoAsync(room);
        await ReadyAsync(olga);
        return olga;
    }
}
