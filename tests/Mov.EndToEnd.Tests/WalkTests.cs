using Microsoft.Playwright;
using Mov.Modules.Shared.Storage;

namespace Mov.EndToEnd.Tests;

/// <summary>The main job from end to end, by people in real browsers.</summary>
public sealed class WalkTests(RealBrowser chromium)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageMode.Embedded, 1280)]
    [InlineData(StorageMode.Servers, 390)]
    public async Task Organizer_and_participants_live_through_an_event_together(StorageMode mode, int width)
    {
        var browser = chromium.Browser;
        await using var site = await MovServer.StartAsync(mode, Token);
        await using var olga = await Person.ArriveAsync(browser, site, width: width);
        await using var ada = await Person.ArriveAsync(browser, site, width: width);
        await using var ben = await Person.ArriveAsync(browser, site, width: width);

        // The organizer creates and publishes.
        await olga.RegisterAsync("olga@walk.example", "Olga", "Kern", organizes: true);
        await olga.CreateEventAsync("Sourdough for the impatient", seats: 1);
        await olga.SeeStatusAsync("Planning");
        await Assertions.Expect(olga.Page.GetByText("Nobody sees it yet").First).ToBeInViewportAsync();
        var id = new Uri(olga.Page.Url).Segments[^1];

        // Nobody else sees it yet.
        await ada.RegisterAsync("ada@walk.example", "Ada", "Lovelace", organizes: false);
        Assert.Equal(404, (await ada.Page.GotoAsync($"/events/{id}"))!.Status);
        await olga.PressAsync("Publish");
        await olga.SeeStatusAsync("Published");

        // One takes the seat, the next waits.
        await ada.GoAsync("/events?q=sourdough");
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Sourdough for the impatient" }).ClickAsync();
        await ada.PressAsync("Enroll");
        await ada.SeeAsync("You are enrolled");
        await ben.RegisterAsync("ben@walk.example", "Ben", "Maurer", organizes: false);
        await ben.GoAsync($"/events/{id}");
        await ben.PressAsync("Join waitlist");
        await ben.SeeAsync("You are number 1 on the waitlist");

        // Those with a seat and the organizer talk; who waits does not see the room.
        await olga.GoAsync($"/events/{id}");
        await ada.GoAsync($"/events/{id}");
        await Assertions.Expect(ben.Page.GetByLabel("Message", new() { Exact = true })).ToHaveCountAsync(0);
        await olga.FillAsync("Message", "Bring a jar with a lid. <b>Flour</b> is on us.");
        await olga.PressAsync("Send");
        await ada.SeeAsync("Bring a jar with a lid. <b>Flour</b> is on us.");
        await ada.FillAsync("Message", "Is rye fine too?");
        await ada.PressAsync("Send");
        await olga.SeeAsync("Is rye fine too?");
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Edit your message" }).First.ClickAsync();
        await ada.Page.GetByLabel("Edit message").FillAsync("Is dark rye fine too?");
        await ada.PressAsync("Save changes");
        await olga.SeeAsync("Is dark rye fine too?");
        await olga.SeeAsync("edited");

        // A seat becomes free: who waited has it, without a reload.
        await ada.PressTwiceAsync("Cancel enrollment");
        await Assertions.Expect(ada.Page.GetByText("You are enrolled")).ToHaveCountAsync(0);
        await ben.SeeAsync("You are enrolled");
        await ada.GoAsync($"/events/{id}");
        await Assertions.Expect(ada.Page.GetByLabel("Message", new() { Exact = true })).ToHaveCountAsync(0);
        await ada.PressAsync("Join waitlist");
        await ada.SeeAsync("You are number 1 on the waitlist");

        // More seats go to the waitlist at once.
        await olga.GoAsync($"/organizer/events/{id}");
        await olga.SeeAsync("Ben Maurer");
        await olga.FillAsync("Maximum participants", "2");
        await olga.PressAsync("Change seats");
        await ada.SeeAsync("You are enrolled");
        await olga.GoAsync($"/organizer/events/{id}");
        await olga.SeeAsync("Ada Lovelace");
        await olga.FillAsync("Maximum participants", "1");
        await olga.PressAsync("Change seats");
        await olga.SeeAsync("2");
        await Assertions.Expect(olga.Page.GetByLabel("Maximum participants")).ToHaveAttributeAsync("aria-invalid", "true");

        // Everyone was told.
        await ben.GoAsync("/notifications");
        await ben.SeeAsync("Sourdough for the impatient");
        await Assertions.Expect(ben.Page.Locator("header .bell")).Not.ToHaveTextAsync("");
        await ben.PressAsync("Mark all as read");
        await Assertions.Expect(ben.Page.Locator("header .bell b")).ToHaveCountAsync(0);
        await ben.GoAsync("/my/events");
        await ben.SeeAsync("Sourdough for the impatient");

        // The organizer edits, starts and completes.
        await olga.GoAsync($"/organizer/events/{id}/edit");
        await olga.FillAsync("Location", "Community kitchen, second floor");
        await olga.PressAsync("Save changes");
        await olga.SeePageAsync($"/organizer/events/{id}");
        await Assertions.Expect(ben.Page.Locator("header .bell b")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await ben.GoAsync("/notifications");
        await ben.SeeAsync("location");
        await olga.PressTwiceAsync("Start");
        await olga.SeeStatusAsync("Running");
        await olga.PressTwiceAsync("Complete");
        await olga.SeeStatusAsync("Completed");
        await ben.GoAsync($"/events/{id}");
        await ben.SeeStatusAsync("Completed");
        Assert.Empty(olga.Errors.Concat(ada.Errors).Concat(ben.Errors));
    }

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task An_admin_deactivates_and_reactivates_and_open_pages_end(StorageMode mode)
    {
        var browser = chromium.Browser;
        await using var site = await MovServer.StartAsync(mode, Token);
        await site.RunAsync(Token, "admin", "--email", "root@walk.example", "--password", "a long enough secret");
        await using var admin = await Person.ArriveAsync(browser, site);
        await using var olga = await Person.ArriveAsync(browser, site);
        await using var visitor = await Person.ArriveAsync(browser, site);
        await olga.RegisterAsync("olga@walk.example", "Olga", "Kern", organizes: true);
        await olga.CreateEventAsync("Lantern market", seats: 5);
        await olga.PressAsync("Publish");
        await olga.SeeStatusAsync("Published");
        await visitor.GoAsync("/");
        await visitor.SeeAsync("Lantern market");

        await admin.SignInAsync("root@walk.example", "a long enough secret");
        await admin.GoAsync("/admin/accounts?q=olga");
        await admin.PressTwiceAsync("Deactivate");
        await admin.SeeAsync("Reactivate");

        await visitor.GoAsync("/");
        await visitor.SeeNothingOfAsync("Lantern market");
        await olga.GoAsync("/organizer");
        await olga.SeePageAsync("/account/login");
        await olga.FillAsync("Email", "olga@walk.example");
        await olga.FillAsync("Password", Person.Password);
        await olga.PressAsync("Sign in", within: "main");
        await olga.SeeAsync("deactivated");

        await admin.GoAsync("/admin/accounts?q=olga");
        await admin.PressTwiceAsync("Reactivate");
        await admin.SeeAsync("Deactivate");
        await olga.SignInAsync("olga@walk.example");
        await Mov.Testing.Eventually.PassesAsync(
            async _ =>
            {
                await visitor.GoAsync("/");
                Assert.Contains("Lantern market", await visitor.Page.InnerTextAsync("main"), StringComparison.Ordinal);
            },
            Token);
    }
}
