using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Mov.Modules.Shared.Storage;

namespace Mov.EndToEnd.Tests;

/// <summary>What can be found mechanically of WCAG 2.2 AA, on the demo's pages in both themes.</summary>
public sealed class AccessibilityTests(RealBrowser chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Axe_finds_nothing_on_the_pages_of_the_demo(ColorScheme theme, int width)
    {
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, TestContext.Current.CancellationToken, demo: true);
        List<string> findings = [];
        await CheckAsync(null, "/", "/events?q=nothing-like-this", "/events/1", "/events/12", "/account/login", "/account/register", "/account/forgot", "/nowhere");
        await CheckAsync("participant@mov.example", "/events/2", "/events/3", "/events/11", "/my/events", "/notifications", "/notifications/settings", "/notifications/unsubscribe?token=x", "/account/profile");
        await CheckAsync("organizer@mov.example", "/organizer", "/organizer/events/new", "/organizer/events/2", "/organizer/events/2?tab=waitlist", "/organizer/events/2/edit");
        await CheckAsync("admin@mov.example", "/admin/accounts");
        Assert.True(findings.Count == 0, string.Join('\n', findings));

        async Task CheckAsync(string? email, params string[] paths)
        {
            await using var person = await Person.ArriveAsync(chromium.Browser, site, width: width, theme: theme);
            if (email is not null)
            {
                await person.SignInAsync(email, "demo-password");
            }

            foreach (var path in paths)
            {
                await person.GoAsync(path);
                await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                var result = await person.Page.RunAxe();
                findings.AddRange(result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{path}: {violation.Id}: {node.Html}")));
            }
        }
    }
}
