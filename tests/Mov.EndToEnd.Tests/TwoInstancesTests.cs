using System.Globalization;
using Microsoft.Playwright;
using Mov.EndToEnd.Tests.Faults;
using Mov.Modules.Shared.Storage;
using Mov.SideDoor;
using Mov.Testing;

namespace Mov.EndToEnd.Tests;

/// <summary>Two instances on one set of databases, behind one address: people at different ones live in the same house, and nobody is thrown out when one of them dies.</summary>
public sealed class TwoInstancesTests(RealBrowser chromium)
{
    private const string OrganizerEmail = "olga@two.example";
    private const string ParticipantEmail = "ada@two.example";

    private static readonly Dictionary<string, string> BehindAFront = new(StringComparer.Ordinal) { ["Site:KnownProxies"] = "127.0.0.1" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_at_different_instances_share_one_house_and_outlive_one_of_them()
    {
        var browser = chromium.Browser;
        await using var first = await MovServer.StartAsync(StorageMode.Servers, Token, settings: BehindAFront, withSideDoor: true);
        await using var second = await MovServer.StartAsync(StorageMode.Servers, Token, home: first.Home, settings: BehindAFront);
        await using var front = await Front.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["first"] = first.Address, ["second"] = second.Address }, Token);
        var id = await PrepareAsync(first);
        await using var olga = await ArriveAtAsync("first", browser, front);
        await using var ada = await ArriveAtAsync("second", browser, front);
        await olga.SignInAsync(OrganizerEmail);
        await ada.SignInAsync(ParticipantEmail);
        await olga.GoAsync($"/events/{id}");
        await ada.GoAsync($"/events/{id}");
        await olga.SeeAsync("0 of 5 seats");

        // A seat taken at one instance moves on the page of the other.
        await ada.PressAsync("Enroll");
        await ada.SeeAsync("You are enrolled");
        await olga.SeeAsync("1 of 5 seats");

        // They talk: the bell of the one who is elsewhere rises by itself, and falls when that one looks into the room.
        await ada.GoAsync("/my/events");
        await AliveAsync(olga);
        await olga.FillAsync("Message", "Bring a lantern.");
        await olga.PressAsync("Send");
        await Assertions.Expect(ada.Page.Locator("header .bell b")).ToHaveTextAsync("2", new() { Timeout = 30_000 });
        await ada.GoAsync($"/events/{id}#room");
        await ada.SeeAsync("Bring a lantern.");
        await Assertions.Expect(ada.Page.Locator("header .bell b")).ToHaveTextAsync("1", new() { Timeout = 30_000 });
        await olga.GoAsync("/");
        await AliveAsync(ada);
        await ada.FillAsync("Message", "I have two.");
        await ada.PressAsync("Send");
        await Assertions.Expect(olga.Page.Locator("header .bell b")).ToHaveTextAsync("1", new() { Timeout = 30_000 });
        await olga.GoAsync($"/events/{id}#room");
        await olga.SeeAsync("I have two.");
        await Assertions.Expect(olga.Page.Locator("header .bell b")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        Assert.Empty(olga.Errors.Concat(ada.Errors));

        // Ada's instance dies. Her cookie is good at the other one, and so is her seat.
        await second.KillAsync();
        await Eventually.TrueAsync(_ => ReloadsAtAsync("first", ada), "the other instance answers", Token, TimeSpan.FromSeconds(30));
        await ada.SeeAsync("You are enrolled");
        await ada.SeeAsync("I have two.");
        await olga.FillAsync("Message", "Are you still there?");
        await olga.PressAsync("Send");
        await ada.SeeAsync("Are you still there?");
        await AliveAsync(ada);
        await ada.FillAsync("Message", "Still here.");
        await ada.PressAsync("Send");
        await olga.SeeAsync("Still here.");
        Assert.Empty(olga.Errors);
    }

    [Fact]
    public async Task What_was_written_while_Redis_was_away_stands_on_every_page_once_when_it_is_back()
    {
        await using var first = await MovServer.StartAsync(StorageMode.Servers, Token, withSideDoor: true);
        var redis = first.Home.Settings["ConnectionStrings:Redis"]!.Split(':');
        using var road = new Road(redis[0], int.Parse(redis[1], CultureInfo.InvariantCulture));
        await using var second = await MovServer.StartAsync(
            StorageMode.Servers, Token, home: first.Home, settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings:Redis"] = $"127.0.0.1:{road.Port}" });
        var id = await PrepareAsync(first);
        await using var olga = await Person.ArriveAsync(chromium.Browser, first);
        await using var ada = await Person.ArriveAsync(chromium.Browser, second);
        await olga.SignInAsync(OrganizerEmail);
        await ada.SignInAsync(ParticipantEmail);
        await ada.GoAsync($"/events/{id}");
        await ada.PressAsync("Enroll");
        await ada.SeeAsync("You are enrolled");
        await olga.GoAsync($"/events/{id}");
        await SayAsync(olga, "Bring a lantern.");
        await ada.SeeAsync("Bring a lantern.");

        road.Cut();
        await SayAsync(olga, "And a map.");
        await SayAsync(ada, "I have two.");
        await SayAsync(olga, "And a whistle.");
        road.Mend();

        foreach (var person in (Person[])[olga, ada])
        {
            foreach (var said in (string[])["Bring a lantern.", "And a map.", "I have two.", "And a whistle."])
            {
                await person.SeeAsync(said);
                await Assertions.Expect(person.Page.Locator(".msg").GetByText(said)).ToHaveCountAsync(1);
            }

            Assert.Empty(person.Errors);
        }
    }

    private static async Task SayAsync(Person person, string text)
    {
        await AliveAsync(person);
        await person.FillAsync("Message", text);
        await person.PressAsync("Send");
        await Assertions.Expect(person.Page.Locator(".msg").GetByText(text)).ToHaveCountAsync(1, new() { Timeout = 30_000 });
    }

    private static Task AliveAsync(Person person) => Assertions.Expect(person.Page.Locator("#room[data-live]")).ToBeVisibleAsync(new() { Timeout = 30_000 });

    private static async Task<int> PrepareAsync(MovServer server)
    {
        using var door = new Storms.OuterSite(server);
        await door.MustAsync(new Ask(Deeds.RegisterParticipant, Text: ParticipantEmail), Token);
        var organizer = await door.MustAsync(new Ask(Deeds.RegisterOrganizer, Text: OrganizerEmail), Token);
        return await door.MustAsync(new Ask(Deeds.Publish, organizer, Number: 5, Text: "Night walk"), Token);
    }

    /// <summary>Until the front has noticed that an instance is gone it answers with an error.</summary>
    private static async Task<bool> ReloadsAtAsync(string instance, Person person)
    {
        try
        {
            return await person.Page.ReloadAsync() is { Ok: true } page && page.Headers[Front.InstanceHeader] == instance;
        }
        catch (PlaywrightException)
        {
            return false;
        }
    }

    /// <summary>The front deals newcomers out in turn, so one of the first few comes to the wanted instance.</summary>
    private static async Task<Person> ArriveAtAsync(string instance, IBrowser browser, Front front)
    {
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var person = await Person.ArriveAsync(browser, front.Address);
            var page = await person.Page.GotoAsync("/account/login");
            if (page!.Headers.TryGetValue(Front.InstanceHeader, out var came) && came == instance)
            {
                return person;
            }

            await person.DisposeAsync();
        }

        throw new InvalidOperationException($"Nobody came to the {instance} instance.");
    }
}
