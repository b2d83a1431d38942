using Microsoft.Playwright;
using Mov.Modules.Shared.Storage;

namespace Mov.EndToEnd.Tests;

/// <summary>Several people in one room at the same time, each at a browser of their own.</summary>
public sealed class ConversationTests(RealBrowser chromium)
{
    private const string Room = "/events/1";

    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 30_000 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Two_people_talk_at_once_and_each_sees_all_that_happens(int width)
    {
        await using var site = await StartAsync();
        await using var olga = await MeetAsync(site, width);
        await using var ada = await JoinAsync(site, "Ada", width);
        await ada.GoAsync(Room);
        await olga.GoAsync(Room);
        await Here(olga, "Ada Test");

        await WriteAsync(ada, "Where do we meet? https://example.org/map.");
        var link = Messages(olga).GetByRole(AriaRole.Link, new() { Name = "https://example.org/map", Exact = true });
        await Assertions.Expect(link).ToBeVisibleAsync(Soon);
        Assert.Equal(("https://example.org/map", "nofollow noopener noreferrer"), (await link.GetAttributeAsync("href"), await link.GetAttributeAsync("rel")));
        await Assertions.Expect(Messages(ada).Locator(".msg")).ToHaveCountAsync(1);

        await olga.Page.GetByLabel("Message", new() { Exact = true }).PressSequentiallyAsync("At the");
        await Assertions.Expect(ada.Page.Locator(".typing")).ToHaveTextAsync("Olga Test is typing …", new() { Timeout = 30_000 });
        await olga.Page.GetByLabel("Announce: pin it and notify everyone").CheckAsync();
        await WriteAsync(olga, "At the lake hut, at six.");
        await Assertions.Expect(ada.Page.Locator(".pinned").GetByText("At the lake hut, at six.")).ToBeVisibleAsync(Soon);
        await Assertions.Expect(ada.Page.Locator(".typing")).ToHaveTextAsync("", new() { Timeout = 30_000 });

        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Edit your message" }).First.ClickAsync();
        await ada.FillAsync("Edit message", "Where and when do we meet?");
        await ada.PressAsync("Save changes");
        await Assertions.Expect(Messages(olga).Locator(".msg").First).ToContainTextAsync("Where and when do we meet?", new() { Timeout = 30_000 });
        await Assertions.Expect(Messages(olga).Locator(".msg").First).ToContainTextAsync("edited");

        await olga.Page.GetByRole(AriaRole.Link, new() { Name = "Remove the message of Ada" }).First.ClickAsync();
        await olga.PressAsync("Remove");
        await Assertions.Expect(Messages(ada).Locator(".msg").First).ToContainTextAsync("The organizer removed this message.", new() { Timeout = 30_000 });
        await Assertions.Expect(ada.Page.Locator("main").GetByText("Where and when")).ToHaveCountAsync(0);

        await olga.Page.Locator(".pinned").GetByRole(AriaRole.Button, new() { Name = "Unpin", Exact = true }).ClickAsync();
        await Assertions.Expect(ada.Page.Locator(".pinned")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        Assert.Empty(ada.Errors.Concat(olga.Errors));
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Who_looks_into_the_room_has_no_bell_and_who_is_elsewhere_has_one_until_looking(int width)
    {
        await using var site = await StartAsync();
        await using var olga = await MeetAsync(site, width);
        await using var ada = await JoinAsync(site, "Ada", 1280);
        await using var ben = await JoinAsync(site, "Ben", width);
        await Assertions.Expect(Bell(ben)).ToHaveTextAsync("1", new() { Timeout = 30_000 });
        await ben.GoAsync("/my/events");
        await olga.GoAsync(Room);
        await ReadyAsync(olga);
        await ada.GoAsync(Room);
        await ReadyAsync(ada);
        await olga.Page.GetByLabel("Message", new() { Exact = true }).ScrollIntoViewIfNeededAsync();

        await WriteAsync(ada, "Does anybody have a second towel?");
        await Assertions.Expect(Bell(ben)).ToHaveTextAsync("2", new() { Timeout = 30_000 });
        await Assertions.Expect(Bell(olga)).ToHaveCountAsync(0);

        // The page of the event alone is no look: its room may be out of sight.
        await ben.GoAsync("/events/1");
        await ReadyAsync(ben);
        if (width == 360)
        {
            await ben.Page.WaitForTimeoutAsync(2_500);
            await Assertions.Expect(Bell(ben)).ToHaveTextAsync("2");
        }

        await ben.Page.GetByLabel("Message", new() { Exact = true }).ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(Bell(ben)).ToHaveTextAsync("1", new() { Timeout = 30_000 });
        await ben.GoAsync("/notifications");
        await ben.SeeAsync("Ada Test wrote in Winter swim");
        await Assertions.Expect(Bell(ben)).ToHaveTextAsync("1");
    }

    [Fact]
    public async Task A_seat_that_ends_closes_the_room_on_the_open_page()
    {
        await using var site = await StartAsync();
        await using var olga = await MeetAsync(site, 1280);
        await using var ada = await JoinAsync(site, "Ada", 1280);
        await ada.GoAsync(Room);
        await ReadyAsync(ada);
        await WriteAsync(ada, "See you there");
        await Assertions.Expect(Messages(ada).GetByText("See you there")).ToBeVisibleAsync(Soon);

        await olga.GoAsync("/organizer/events/1");
        await olga.PressTwiceAsync("Remove");

        await Assertions.Expect(ada.Page.Locator("main").GetByText("See you there")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await Assertions.Expect(ada.Page.GetByLabel("Message", new() { Exact = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_was_typed_survives_a_reload_and_goes_when_it_is_sent()
    {
        await using var site = await StartAsync();
        await using var olga = await MeetAsync(site, 1280);
        await olga.GoAsync(Room);
        await ReadyAsync(olga);
        var field = olga.Page.GetByLabel("Message", new() { Exact = true });
        await field.PressSequentiallyAsync("Half a thought");

        await olga.Page.ReloadAsync();
        await Assertions.Expect(field).ToHaveValueAsync("Half a thought", new() { Timeout = 30_000 });
        await olga.PressAsync("Send");
        await Assertions.Expect(Messages(olga).GetByText("Half a thought")).ToBeVisibleAsync(Soon);
        await Assertions.Expect(olga.Page.Locator(".outgoing")).ToHaveCountAsync(0);
        await olga.Page.ReloadAsync();
        await ReadyAsync(olga);
        await Assertions.Expect(field).ToHaveValueAsync("");
        await Assertions.Expect(Messages(olga).GetByText("Half a thought")).ToHaveCountAsync(1);

        await field.PressSequentiallyAsync("Not for the next one");
        await olga.SignOutAsync();
        Assert.Equal(0, await olga.Page.EvaluateAsync<int>("() => Object.keys(localStorage).filter(k => k.startsWith('mov:room:')).length"));
    }

    [Fact]
    public async Task What_was_typed_before_the_room_came_alive_is_not_lost()
    {
        await using var site = await StartAsync();
        await using var olga = await MeetAsync(site, 1280);
        var field = olga.Page.Locator("#message");
        var script = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await olga.Page.RouteAsync("**/ChatPanel.*.js", async route =>
        {
            await script.Task;
            await route.ContinueAsync();
        });

        // The island puts an empty field in the place of the page's; until its script is there the button finds nothing to send.
        await olga.GoAsync(Room);
        await olga.FillAsync("Message", "Bring a lantern.");
        await field.EvaluateAsync("field => { field.value = ''; }");
        await olga.PressAsync("Send");
        await Assertions.Expect(Messages(olga).Locator(".msg")).ToHaveCountAsync(0);

        script.SetResult();
        await ReadyAsync(olga);
        await Assertions.Expect(field).ToHaveValueAsync("Bring a lantern.", new() { Timeout = 30_000 });
        await Assertions.Expect(olga.Page.Locator("#message-error")).ToBeEmptyAsync();
        await olga.PressAsync("Send");
        await Assertions.Expect(Messages(olga).GetByText("Bring a lantern.")).ToBeVisibleAsync(Soon);
    }

    [Fact]
    public async Task A_long_room_opens_at_its_end_keeps_its_place_and_leads_to_one_message()
    {
        await using var site = await StartAsync();
        await using var olga = await MeetAsync(site, 1280);
        await using var ada = await JoinAsync(site, "Ada", 360);
        await olga.GoAsync(Room);
        await ReadyAsync(olga);
        for (var number = 1; number <= 70; number++)
        {
            await WriteAsync(olga, $"Message number {number}.");
        }

        await ada.GoAsync(Room);
        await ReadyAsync(ada);
        await Messages(ada).ScrollIntoViewIfNeededAsync();
        await Messages(ada).EvaluateAsync("s => s.scrollIntoView({ block: 'end' })");
        await Assertions.Expect(ada.Page.GetByText("Message number 70.")).ToBeInViewportAsync();
        await Assertions.Expect(Messages(ada).Locator(".msg")).ToHaveCountAsync(50);

        // On the way up the older ones come by themselves, and what was in view stays there.
        await Messages(ada).EvaluateAsync("s => s.scrollTo(0, -(s.scrollHeight - s.clientHeight) + 60)");
        await Assertions.Expect(Messages(ada).Locator(".msg")).ToHaveCountAsync(70, new() { Timeout = 30_000 });
        await Assertions.Expect(ada.Page.GetByText("Message number 22.")).ToBeInViewportAsync();
        await WriteAsync(olga, "One more.");
        await WriteAsync(olga, "And another.");
        var fresh = ada.Page.GetByRole(AriaRole.Button, new() { Name = "2 new messages" });
        await Assertions.Expect(fresh).ToBeVisibleAsync(Soon);
        await Assertions.Expect(ada.Page.GetByText("Message number 22.")).ToBeInViewportAsync();
        await fresh.ClickAsync();
        await Assertions.Expect(ada.Page.GetByText("And another.")).ToBeInViewportAsync();
        await Assertions.Expect(fresh).ToHaveCountAsync(0);

        var target = await Messages(ada).Locator(".msg").Filter(new() { HasText = "Message number 9." }).GetByTitle("Link to this message").GetAttributeAsync("href");
        await ada.GoAsync(target!);
        await Assertions.Expect(ada.Page.GetByText("Message number 9.")).ToBeInViewportAsync(new() { Timeout = 30_000 });
        Assert.Empty(ada.Errors.Concat(olga.Errors));
    }

    [Fact]
    public async Task Without_JavaScript_the_room_is_a_form_and_a_list()
    {
        await using var site = await StartAsync();
        await using var olga = await MeetAsync(site, 1280);
        await using var plain = await Person.ArriveAsync(chromium.Browser, site, withScript: false, width: 360);
        await plain.SignInAsync("olga@example.org");
        for (var number = 1; number <= 53; number++)
        {
            await plain.GoAsync(Room);
            await plain.FillAsync("Message", $"Plain {number}.");
            await plain.PressAsync("Send");
        }

        await plain.SeeAsync("Plain 53.");
        await plain.Page.GetByRole(AriaRole.Link, new() { Name = "Show older messages" }).ClickAsync();
        await plain.SeeAsync("Plain 1.");
        await plain.Page.GetByRole(AriaRole.Link, new() { Name = "Show newer messages" }).ClickAsync();
        await plain.SeeAsync("Plain 53.");
        await plain.GoAsync(Room);
        await plain.FillAsync("Message", "Bring a towel.");
        await plain.Page.GetByLabel("Announce: pin it and notify everyone").CheckAsync();
        await plain.PressAsync("Send");
        await Assertions.Expect(plain.Page.Locator(".pinned").GetByText("Bring a towel.")).ToBeVisibleAsync();
        await plain.Page.Locator(".pinned").GetByRole(AriaRole.Button, new() { Name = "Unpin", Exact = true }).ClickAsync();
        await Assertions.Expect(plain.Page.Locator(".pinned")).ToHaveCountAsync(0);
        await plain.Page.GetByRole(AriaRole.Link, new() { Name = "Edit your message" }).Last.ClickAsync();
        await plain.FillAsync("Edit message", "Bring two towels.");
        await plain.PressAsync("Save changes");
        await plain.SeeAsync("Bring two towels.");
        await plain.Page.GetByRole(AriaRole.Link, new() { Name = "Remove the message" }).Last.ClickAsync();
        await plain.PressAsync("Remove", within: "main .sure");
        await plain.SeeAsync("The organizer removed this message.");
    }

    private static ILocator Bell(Person person) => person.Page.Locator("header .bell b");

    private static ILocator Messages(Person person) => person.Page.GetByRole(AriaRole.Region, new() { Name = "Messages" });

    private static async Task WriteAsync(Person person, string text)
    {
        await person.FillAsync("Message", text);
        await person.PressAsync("Send");
        await Assertions.Expect(person.Page.GetByLabel("Message", new() { Exact = true })).ToHaveValueAsync("", new() { Timeout = 30_000 });
    }

    // The page's circuit is there when the room knows who is in it.
    private static Task Here(Person person, string name) =>
        Assertions.Expect(person.Page.Locator(".here li").GetByText(name)).ToHaveCountAsync(1, new() { Timeout = 30_000 });

    private static Task ReadyAsync(Person person) =>
        Assertions.Expect(person.Page.Locator(".room[data-live]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });

    private static Task<MovServer> StartAsync() => MovServer.StartAsync(
        StorageMode.Embedded, Token, settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["Chat:MessagesAtOnce"] = "1000" });

    /// <summary>Olga with her published event, the first of the site.</summary>
    private async Task<Person> MeetAsync(MovServer site, int width)
    {
        var olga = await Person.ArriveAsync(chromium.Browser, site, width: width);
        await olga.RegisterAsync("olga@example.org", "Olga", "Test", organizes: true);
        await olga.GoAsync("/organizer/events/new");
        await olga.FillAsync("Title", "Winter swim");
        await olga.Page.GetByLabel("Category", new() { Exact = true }).SelectOptionAsync("sports");
        await olga.FillAsync("Date and time", "2031-05-10T10:00");
        await olga.Page.GetByLabel("Time zone", new() { Exact = true }).SelectOptionAsync("Europe/Berlin");
        await olga.FillAsync("Location", "Lake hut");
        await olga.FillAsync("Maximum participants", "10");
        await olga.PressAsync("Create event", within: "main");
        await olga.PressAsync("Publish");
        await olga.SeeStatusAsync("Published");
        return olga;
    }

    private async Task<Person> JoinAsync(MovServer site, string name, int width)
    {
        var person = await Person.ArriveAsync(chromium.Browser, site, width: width);
        await person.RegisterAsync($"{name}@example.org", name, "Test", organizes: false);
        await person.GoAsync(Room);
        await person.PressAsync("Enroll");
        await person.SeeAsync("You are enrolled");
        return person;
    }
}
