using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.EndToEnd.Tests;

/// <summary>The main job with JavaScript off: plain pages, links and forms.</summary>
public sealed partial class WalkWithoutScriptTests(RealBrowser chromium)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_is_lived_through_without_JavaScript()
    {
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, Token);
        await using var olga = await Person.ArriveAsync(chromium.Browser, site, withScript: false, width: 360);
        await using var ada = await Person.ArriveAsync(chromium.Browser, site, withScript: false);
        await using var ben = await Person.ArriveAsync(chromium.Browser, site, withScript: false);
        await olga.RegisterAsync("olga@walk.example", "Olga", "Kern", organizes: true);
        await ada.RegisterAsync("ada@walk.example", "Ada", "Lovelace", organizes: false);
        await ben.RegisterAsync("ben@walk.example", "Ben", "Maurer", organizes: false);

        // Create, with a mistake on the way, edit and publish.
        await olga.CreateEventAsync("Night walk", seats: 1);
        var id = new Uri(olga.Page.Url).Segments[^1];
        await olga.GoAsync($"/organizer/events/{id}/edit");
        await olga.FillAsync("Title", "");
        await olga.FillAsync("Location", "Old bridge");
        await olga.PressAsync("Save changes");
        await Assertions.Expect(olga.Page.GetByLabel("Title", new() { Exact = true })).ToBeFocusedAsync();
        await Assertions.Expect(olga.Page.GetByLabel("Location", new() { Exact = true })).ToHaveValueAsync("Old bridge");
        await olga.FillAsync("Title", "Night walk, slowly");
        await olga.PressAsync("Save changes");
        await olga.SeePageAsync($"/organizer/events/{id}");
        await olga.PressAsync("Publish");
        await olga.SeeStatusAsync("Published");

        // Find it and take the seat; the next waits, leaves and waits again.
        await ada.GoAsync("/");
        await ada.Page.GetByLabel("Search events").FillAsync("slowly");
        await ada.PressAsync("Search");
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Night walk, slowly" }).ClickAsync();
        await ada.PressAsync("Enroll");
        await ada.SeeAsync("You are enrolled");
        await ben.GoAsync($"/events/{id}");
        await ben.PressAsync("Join waitlist");
        await ben.SeeAsync("You are number 1 on the waitlist");
        await ben.PressTwiceAsync("Leave waitlist");
        await ben.PressAsync("Join waitlist");
        await ben.SeeAsync("You are number 1 on the waitlist");

        // Talk: write, edit, announce, remove.
        await ada.FillAsync("Message", "Are dogs welcome?");
        await ada.PressAsync("Send");
        await ada.SeeAsync("Are dogs welcome?");
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Edit your message" }).ClickAsync();
        await ada.Page.GetByLabel("Edit message").FillAsync("Are small dogs welcome?");
        await ada.PressAsync("Save changes");
        await olga.GoAsync($"/events/{id}");
        await olga.SeeAsync("Are small dogs welcome?");
        await olga.SeeAsync("edited");
        await olga.FillAsync("Message", "Dogs of every size are welcome.");
        await olga.Page.GetByLabel("Announce: pin it and notify everyone").CheckAsync();
        await olga.PressAsync("Send");
        await Assertions.Expect(olga.Page.GetByRole(AriaRole.Region, new() { Name = "Announcements" })).ToContainTextAsync("Dogs of every size");
        await olga.Page.GetByRole(AriaRole.Link, new() { Name = "Remove the message of Ada Lovelace" }).ClickAsync();
        await olga.PressAsync("Remove");
        await olga.SeeAsync("The organizer removed this message.");

        // More seats: who waited moves up. Fewer than are taken: refused at the field.
        await olga.GoAsync($"/organizer/events/{id}");
        await olga.FillAsync("Maximum participants", "2");
        await olga.PressAsync("Change seats");
        await olga.SeeAsync("Ben Maurer");
        await olga.FillAsync("Maximum participants", "1");
        await olga.PressAsync("Change seats");
        await Assertions.Expect(olga.Page.GetByLabel("Maximum participants")).ToHaveAttributeAsync("aria-invalid", "true");
        await ben.GoAsync($"/events/{id}");
        await ben.SeeAsync("You are enrolled");
        await ben.SeeAsync("Dogs of every size are welcome.");

        // Everyone is told, reads it, and chooses what to be told about.
        await Eventually.PassesAsync(
            async _ =>
            {
                await ben.GoAsync("/notifications");
                Assert.Contains("Dogs of every size", await ben.Page.InnerTextAsync("main"), StringComparison.Ordinal);
            },
            Token);
        await ben.PressAsync("Mark all as read");
        await Assertions.Expect(ben.Page.Locator("header .bell b")).ToHaveCountAsync(0);
        await ben.GoAsync("/notifications/settings");
        var noMessages = ben.Page.GetByRole(AriaRole.Radiogroup, new() { Name = "Messages" }).GetByLabel("Off");
        await noMessages.CheckAsync();
        await ben.PressAsync("Save changes");
        await ben.SeeAsync("Your choices are saved.");
        await Assertions.Expect(noMessages).ToBeCheckedAsync();

        // Remove, leave, come back.
        await olga.GoAsync($"/organizer/events/{id}?q=ada");
        await olga.PressTwiceAsync("Remove");
        await ada.GoAsync($"/events/{id}");
        await ada.SeeNothingOfAsync("You are enrolled");
        await ben.GoAsync($"/events/{id}");
        await ben.PressTwiceAsync("Cancel enrollment");
        await ben.SeeNothingOfAsync("You are enrolled");
        await ben.GoAsync("/my/events");
        await ben.Page.GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        await ben.SeeAsync("Given back");
        await ada.PressAsync("Enroll");
        await ada.SeeAsync("You are enrolled");

        // Start and complete; delete another; cancel a third.
        await olga.GoAsync($"/organizer/events/{id}");
        await olga.PressTwiceAsync("Start");
        await olga.SeeStatusAsync("Running");
        await olga.PressTwiceAsync("Complete");
        await olga.SeeStatusAsync("Completed");
        await olga.CreateEventAsync("A mistake", seats: 1);
        await olga.PressTwiceAsync("Delete");
        await olga.SeePageAsync("/organizer");
        await olga.SeeNothingOfAsync("A mistake");
        await olga.CreateEventAsync("Too windy", seats: 3);
        await olga.PressAsync("Publish");
        await olga.PressTwiceAsync("Cancel event");
        await olga.SeeStatusAsync("Canceled");
        Assert.Empty(olga.Errors.Concat(ada.Errors).Concat(ben.Errors));
    }

    [Fact]
    public async Task An_account_is_kept_lost_found_and_administered_without_JavaScript()
    {
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, Token);
        await site.RunAsync(Token, "admin", "--email", "root@walk.example", "--password", "a long enough secret");
        await using var admin = await Person.ArriveAsync(chromium.Browser, site, withScript: false);
        await using var ada = await Person.ArriveAsync(chromium.Browser, site, withScript: false, width: 360);
        await ada.RegisterAsync("ada@walk.example", "Ada", "Lovelace", organizes: false);

        // Profile and language.
        await ada.GoAsync("/account/profile");
        await ada.FillAsync("Last name", "King");
        await ada.PressAsync("Save changes");
        await Assertions.Expect(ada.Page.GetByLabel("Last name")).ToHaveValueAsync("King");
        await ada.PressAsync("Deutsch");
        await ada.SeePageAsync("/account/profile");
        await Assertions.Expect(ada.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await ada.PressAsync("English");
        await ada.FillAsync("Current password", Person.Password);
        await ada.FillAsync("New password", "battery staple horse");
        await ada.PressAsync("Change password");
        await ada.SignOutAsync();

        // Forgotten.
        await ada.GoAsync("/account/forgot");
        await ada.FillAsync("Email", "ada@walk.example");
        await ada.PressAsync("Send link");
        await ada.SeeAsync("a mail with a link is on its way");
        var link = "";
        await Eventually.PassesAsync(_ => Task.FromResult(link = LinkIn(site)), Token);
        await ada.GoAsync(link);
        await ada.FillAsync("Password", Person.Password);
        await ada.PressAsync("Set new password");
        await ada.SignInAsync("ada@walk.example");

        // Deactivated and back.
        await admin.SignInAsync("root@walk.example", "a long enough secret");
        await admin.GoAsync("/admin/accounts?q=king");
        await admin.PressTwiceAsync("Deactivate");
        await admin.SeeAsync("The account is deactivated.");
        await ada.GoAsync("/my/events");
        await ada.SeePageAsync("/account/login");
        await ada.FillAsync("Email", "ada@walk.example");
        await ada.FillAsync("Password", Person.Password);
        await ada.PressAsync("Sign in", within: "main");
        await ada.SeeAsync("deactivated");
        await admin.GoAsync("/admin/accounts?q=king");
        await admin.PressTwiceAsync("Reactivate");
        await admin.SeeAsync("The account is reactivated");
        await ada.SignInAsync("ada@walk.example");
        Assert.Empty(admin.Errors.Concat(ada.Errors));
    }

    /// <summary>The address in the mail that was written last.</summary>
    private static string LinkIn(MovServer site)
    {
        var folder = Directory.CreateDirectory(Path.Combine(site.Home.Folder, "mail")).FullName;
        var mails = Directory.GetFiles(folder, "*.eml").Select(file => MimeKit.MimeMessage.Load(file).TextBody ?? "");
        return ResetLink().Match(Assert.Single(mails, mail => ResetLink().IsMatch(mail))).Value;
    }

    [GeneratedRegex("/account/reset\\?\\S+", RegexOptions.None, 1000)]
    private static partial Regex ResetLink();
}
