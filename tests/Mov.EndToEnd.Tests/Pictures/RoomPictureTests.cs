using Microsoft.Playwright;
using Mov.Modules.Shared.Storage;

namespace Mov.EndToEnd.Tests.Pictures;

/// <summary>Pictures of an event's room in all its states.</summary>
[Trait("Category", "Screenshots")]
public sealed class RoomPictureTests(RealBrowser chromium)
{
    private static readonly int[] Widths = [Album.Phone, Album.Desktop];

    // Whoever has just written waits: shows what a refused message looks like.
    private static readonly Dictionary<string, string> OneAtATime = new(StringComparer.Ordinal) { ["Chat:MessagesAtOnce"] = "1", ["Chat:MessagesWithin"] = "00:02:00" };

    private readonly Album _album = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_state_of_a_room_has_its_pictures()
    {
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, Token, demo: true, settings: OneAtATime);
        await using var ada = await Person.ArriveAsync(chromium.Browser, site);
        await ada.SignInAsync("participant@mov.example", Album.DemoPassword);
        await EnterAsync(ada, 3);
        await TakeAsync(ada, "room");
        await TakeWholeAsync(ada, "room-whole");

        // Sent, then held back, with the way on.
        await SayAsync(ada, "Looking forward to it.");
        await ada.SeeAsync("Looking forward to it.");
        await SayAsync(ada, "And who brings the cake?");
        await ada.SeeAsync("Not sent.");
        await TakeAsync(ada, "room-refused");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await SayAsync(ada, new string('a', 2001));
        await Assertions.Expect(ada.Page.Locator("#message-error")).Not.ToBeEmptyAsync();
        await TakeAsync(ada, "room-too-long");
        await ada.FillAsync("Message", "");
        // It goes while one types; had it to wait for the click, it would move what is clicked.
        await Assertions.Expect(ada.Page.Locator("#message-error")).ToBeEmptyAsync();

        // Editing one's own.
        await ada.Page.Locator(".msg.me .act").Last.ClickAsync();
        await Assertions.Expect(ada.Page.Locator("#room-edit")).ToBeVisibleAsync();
        await TakeAsync(ada, "room-editing");
        await ada.Page.GetByText("Keep as it was").ClickAsync();

        // The organizer comes, writes while Ada reads further up, and removes.
        await using var olga = await Person.ArriveAsync(chromium.Browser, site);
        await olga.SignInAsync("organizer@mov.example", Album.DemoPassword);
        await EnterAsync(olga, 3);
        await ada.SeeAsync("1 here with you");
        await olga.Page.Locator("#message").PressSequentiallyAsync("Two long words ");
        await Assertions.Expect(ada.Page.Locator(".typing")).Not.ToBeEmptyAsync();
        await TakeAsync(ada, "room-typing");
        await ada.Page.Locator(".scroller").EvaluateAsync("e => { e.scrollTop = -e.scrollHeight; }");
        await olga.Page.Locator("#message").FillAsync(string.Join(' ', Enumerable.Repeat("Supercalifragilisticexpialidocious", 12)) + new string('x', 300));
        await olga.PressAsync("Send");
        await Assertions.Expect(ada.Page.Locator(".below-end button")).ToBeVisibleAsync();
        await TakeAsync(ada, "room-below");
        await TakeAsync(olga, "room-organizer");
        await olga.Page.Locator(".msg .act[title=Remove]").Last.ClickAsync();
        await Assertions.Expect(olga.Page.Locator("#room-remove")).ToBeVisibleAsync();
        await TakeAsync(olga, "room-removing");

        await EnterAsync(olga, 1);
        await TakeAsync(olga, "room-empty");
        await ada.GoAsync("/events/13");
        await Assertions.Expect(ada.Page.Locator("#room .closed")).ToBeVisibleAsync();
        await TakeAsync(ada, "room-closed");
        await using var german = await Person.ArriveAsync(chromium.Browser, site, language: "de-DE");
        await Album.SignInAsync(german, "participant@mov.example");
        await EnterAsync(german, 3);
        await TakeAsync(german, "room-german");
        await using var still = await Person.ArriveAsync(chromium.Browser, site, withScript: false);
        await still.SignInAsync("participant@mov.example", Album.DemoPassword);
        await still.GoAsync("/events/3");
        await still.Page.ScreenshotAsync(new PageScreenshotOptions { Path = _album.PathOf("room-without-script-1280-light"), FullPage = true });
    }

    private static async Task EnterAsync(Person person, int eventId)
    {
        await person.GoAsync($"/events/{eventId}");
        await Assertions.Expect(person.Page.Locator("#room[data-live]")).ToBeVisibleAsync();
    }

    private static async Task SayAsync(Person person, string text)
    {
        await person.FillAsync("Message", text);
        await person.PressAsync("Send");
    }

    private Task TakeAsync(Person person, string name) => _album.TakeAsync(person.Page, name, Widths);

    /// <summary>The room with all its messages in sight, which it never is on a page.</summary>
    private async Task TakeWholeAsync(Person person, string name)
    {
        var scroller = person.Page.Locator(".scroller");
        await scroller.EvaluateAsync("e => { e.style.maxHeight = 'none'; }");
        await TakeAsync(person, name);
        await scroller.EvaluateAsync("e => { e.style.maxHeight = ''; }");
    }
}
