using Microsoft.Playwright;
using Mov.EndToEnd.Tests.Storms;
using Mov.Modules.Shared.Storage;
using Mov.SideDoor;

namespace Mov.EndToEnd.Tests;

/// <summary>What is pressed while a page comes alive counts.</summary>
public sealed class PressedEarlyTests(RealBrowser chromium)
{
    private const string Email = "ada@early.example";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_button_that_an_island_replaces_under_the_finger_is_pressed_all_the_same()
    {
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, Token, withSideDoor: true);
        using var door = new OuterSite(site);
        var olga = await door.MustAsync(new Ask(Deeds.RegisterOrganizer, Text: "olga@early.example"), Token);
        await door.MustAsync(new Ask(Deeds.RegisterParticipant, Text: Email), Token);
        var eventId = await door.MustAsync(new Ask(Deeds.Publish, olga, Number: 5, Text: "Night walk"), Token);
        await using var person = await Person.ArriveAsync(chromium.Browser, site);
        await person.SignInAsync(Email);
        var alive = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await person.Page.RouteAsync("**/blazor.web*.js", async route =>
        {
            await alive.Task;
            await route.ContinueAsync();
        });
        await person.Page.GotoAsync($"/events/{eventId}", new() { WaitUntil = WaitUntilState.Commit });
        var button = person.Page.GetByRole(AriaRole.Button, new() { Name = "Enroll", Exact = true });
        await button.ScrollIntoViewIfNeededAsync();
        var before = await button.ElementHandleAsync();
        var place = (await button.BoundingBoxAsync())!;
        await person.Page.Mouse.MoveAsync(place.X + (place.Width / 2), place.Y + (place.Height / 2));

        await person.Page.Mouse.DownAsync();
        alive.SetResult();
        await person.Page.WaitForFunctionAsync("button => !button.isConnected", before);
        await Assertions.Expect(button).ToBeVisibleAsync();
        await person.Page.Mouse.UpAsync();

        await person.SeeAsync("You are enrolled");
        Assert.Empty(person.Errors);
    }
}
