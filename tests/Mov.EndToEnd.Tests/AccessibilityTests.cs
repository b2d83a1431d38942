using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Mov.Modules.Shared.Storage;

namespace Mov.EndToEnd.Tests;

/// <summary>What can be found mechanically of WCAG 2.2 AA on the demo's pages: in both themes, at three widths, zoomed, and by keyboard.</summary>
public sealed class AccessibilityTests(RealBrowser chromium)
{
    private const string DemoPassword = "demo-password";

    // 640 is a window of 1280 at a zoom of 200 %.
    private static readonly int[] Widths = [360, 640, 768, 1280];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly int[] WidthsForAxe = [360, 768, 1280];

    private static readonly (string? Email, string[] Paths)[] Pages =
    [
        (null,
        [
            "/", "/events?q=nothing-like-this", "/events?from=yesterday", "/events?month=2027-01", "/events/1", "/events/2", "/events/12", "/account/login", "/account/register",
            "/account/forgot", "/account/reset?user=1&token=wrong", "/nowhere",
        ]),
        ("participant@mov.example", ["/events/2", "/events/3", "/events/11", "/events/2/leave-waitlist", "/my/events", "/notifications", "/notifications/settings", "/notifications/unsubscribe?token=x", "/account/profile", "/organizer"]),
        ("organizer@mov.example",
        [
            "/organizer", "/organizer/events/new", "/organizer/events/2", "/organizer/events/2?tab=waitlist", "/organizer/events/9", "/organizer/events/2/edit", "/organizer/events/2/cancel",
        ]),
        ("admin@mov.example", ["/admin/accounts"]),
    ];

    [Fact]
    public async Task Axe_finds_nothing_on_any_page_in_any_theme_at_any_width_and_zoom_loses_nothing()
    {
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, TestContext.Current.CancellationToken, demo: true);
        List<string> findings = [];
        foreach (var (email, paths) in Pages)
        {
            await using var person = await Person.ArriveAsync(chromium.Browser, site);
            if (email is not null)
            {
                await person.SignInAsync(email, DemoPassword);
            }

            foreach (var path in paths)
            {
                await person.GoAsync(path);
                await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                await person.Page.EvaluateAsync(Axe);
                await CheckAsync(person.Page, path, findings);
            }
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    /// <summary>German words are long.</summary>
    [Fact]
    public async Task No_German_page_is_wider_than_a_phone()
    {
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, TestContext.Current.CancellationToken, demo: true);
        List<string> findings = [];
        foreach (var (email, paths) in Pages)
        {
            await using var person = await Person.ArriveAsync(chromium.Browser, site, width: Widths[0]);
            if (email is not null)
            {
                await person.SignInAsync(email, DemoPassword);
            }

            await person.GoAsync("/events");
            await person.PressAsync("Deutsch");
            await Assertions.Expect(person.Page.Locator("html[lang=de]")).ToHaveCountAsync(1);
            foreach (var path in paths)
            {
                await person.GoAsync(path);
                await CheckWidthAsync(person.Page, path, Widths[0], findings);
            }
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [Theory]
    [InlineData("/events")]
    [InlineData("/events/1")]
    [InlineData("/account/register")]
    public async Task Everything_is_reached_by_keyboard_in_the_order_of_the_page_with_a_visible_focus(string path)
    {
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, TestContext.Current.CancellationToken, demo: true);
        await using var person = await Person.ArriveAsync(chromium.Browser, site);
        await person.GoAsync(path);
        await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var all = await person.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
              .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && !(e.type === 'radio' && !e.checked && [...document.getElementsByName(e.name)].some(o => o.checked || o.compareDocumentPosition(e) & 4)))
              .map((e, at) => (e.dataset.stop = at, e.outerHTML.slice(0, 120)))
            """);

        List<string> problems = [];
        for (var at = 0; at < all.Length; at++)
        {
            await person.Page.Keyboard.PressAsync("Tab");
            // A date's field has several stops of its own.
            while (await person.Page.EvaluateAsync<bool>("at => Number(document.activeElement.dataset.stop) === at - 1 && document.activeElement.type === 'date'", at))
            {
                await person.Page.Keyboard.PressAsync("Tab");
            }

            var focus = await person.Page.EvaluateAsync<string>(
                """
                at => {
                  const e = document.activeElement;
                  if (Number(e.dataset.stop) !== at) return 'is not next: ' + e.outerHTML.slice(0, 120);
                  const ring = [e, e.parentElement, e.closest('.search, .card, label')].filter(x => x).some(x => {
                    const s = getComputedStyle(x);
                    return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none';
                  });
                  return ring ? '' : 'has no visible focus';
                }
                """,
                at);
            if (focus.Length > 0)
            {
                problems.Add($"{all[at]}: {focus}");
            }
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Contains("Skip to content", all[0], StringComparison.Ordinal);
    }

    private static async Task CheckAsync(IPage page, string path, List<string> findings)
    {
        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            await CheckWidthAsync(page, path, width, findings);
            if (!WidthsForAxe.Contains(width))
            {
                continue;
            }

            foreach (var theme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
                // The violations alone: all that axe looked at is long to tell.
                var found = await page.EvaluateAsync<string[]>(
                    "() => axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html}`)))");
                findings.AddRange(found.Select(finding => $"{path} at {width} px, {theme}: {finding}"));
            }
        }
    }

    private static async Task CheckWidthAsync(IPage page, string path, int width, List<string> findings)
    {
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (overflow > 0)
        {
            findings.Add($"{path} is {overflow} px wider than the window at {width} px");
        }
    }
}
