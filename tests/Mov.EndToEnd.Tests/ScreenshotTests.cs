using Microsoft.Playwright;
using Mov.Modules.Shared.Storage;

namespace Mov.EndToEnd.Tests;

/// <summary>Pictures of every page in the demo's states, at phone and desktop width, in light and dark, for looking at: <c>./test.sh screenshots</c>
/// writes them to <c>screenshots/</c>.</summary>
[Trait("Category", "Screenshots")]
public sealed class ScreenshotTests(RealBrowser chromium)
{
    private const string DemoPassword = "demo-password";

    private static readonly (string Name, string Path)[] VisitorPages =
    [
        ("browse", "/"), ("browse-empty", "/events?q=nothing-like-this"), ("browse-filtered", "/events?category=workshop"), ("browse-wrong", "/events?from=yesterday"),
        ("event", "/events/1"), ("event-full", "/events/2"), ("event-canceled", "/events/12"), ("event-completed", "/events/13"), ("event-running", "/events/11"),
        ("login", "/account/login"), ("register", "/account/register"), ("forgot", "/account/forgot"), ("reset", "/account/reset?user=1&token=wrong"), ("not-found", "/nowhere"),
    ];

    private static readonly (string Name, string Path)[] ParticipantPages =
    [
        ("participant-event", "/events/1"), ("participant-event-waiting", "/events/2"), ("participant-event-enrolled", "/events/3"), ("participant-event-running", "/events/11"),
        ("participant-leave", "/events/2/leave-waitlist"), ("my-events", "/my/events"), ("notifications", "/notifications"), ("notification-settings", "/notifications/settings"), ("profile", "/account/profile"), ("forbidden", "/organizer"),
    ];

    private static readonly (string Name, string Path)[] OrganizerPages =
    [
        ("organizer", "/organizer"), ("organizer-new", "/organizer/events/new"), ("organizer-manage", "/organizer/events/2"), ("organizer-waitlist", "/organizer/events/2?tab=waitlist"),
        ("organizer-planning", "/organizer/events/9"), ("organizer-edit", "/organizer/events/2/edit"), ("organizer-cancel", "/organizer/events/2/cancel"), ("organizer-event", "/events/2"),
    ];

    private static readonly (string Name, string Path)[] AdminPages = [("admin-accounts", "/admin/accounts"), ("admin-search", "/admin/accounts?q=olga")];

    [Fact]
    public async Task Every_page_has_its_picture()
    {
        var token = TestContext.Current.CancellationToken;
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, token, demo: true);
        var folder = Directory.CreateDirectory(Path.Combine(MovServer.Root, "screenshots")).FullName;
        foreach (var width in (int[])[360, 768, 1280])
        {
            foreach (var theme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await TakeAsync(site, folder, width, theme, null, VisitorPages);
                await TakeAsync(site, folder, width, theme, "participant@mov.example", ParticipantPages);
                await TakeAsync(site, folder, width, theme, "organizer@mov.example", OrganizerPages);
                await TakeAsync(site, folder, width, theme, "admin@mov.example", AdminPages);
            }
        }

        Assert.Equal((VisitorPages.Length + ParticipantPages.Length + OrganizerPages.Length + AdminPages.Length) * 6, Directory.GetFiles(folder, "*.png").Length);
    }

    private async Task TakeAsync(MovServer site, string folder, int width, ColorScheme theme, string? email, (string Name, string Path)[] pages)
    {
        await using var person = await Person.ArriveAsync(chromium.Browser, site, width: width, theme: theme);
        if (email is not null)
        {
            await person.SignInAsync(email, DemoPassword);
        }

        foreach (var (name, path) in pages)
        {
            await person.GoAsync(path);
            await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var overflow = await person.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{path} is {overflow} px wider than the window at {width} px");
            await person.Page.ScreenshotAsync(new PageScreenshotOptions
            {
                Path = Path.Combine(folder, $"{name}-{width}-{theme.ToString().ToLowerInvariant()}.png"),
                FullPage = true,
            });
        }
    }
}
