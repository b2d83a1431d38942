using Microsoft.Playwright;
using Mov.Modules.Shared.Storage;

namespace Mov.EndToEnd.Tests;

/// <summary>Styles stand in the pages that people land on and are linked from all others: nobody sees a page without them in between.</summary>
public sealed class FirstPaintTests(RealBrowser chromium)
{
    // Looks at every frame, and once more whenever the head has changed: the header is a row only with the styles.
    private const string Watch =
        """
        window.bare = [];
        window.frames = 0;
        const look = when => {
          const bar = document.querySelector('header.bar .wrap');
          if (bar && getComputedStyle(bar).display !== 'flex') window.bare.push(`${when} ${location.pathname}`);
        };
        const onFrame = () => { window.frames++; look('frame'); requestAnimationFrame(onFrame); };
        requestAnimationFrame(onFrame);
        addEventListener('DOMContentLoaded', () => new MutationObserver(() => look('head')).observe(document.head, { childList: true, subtree: true, characterData: true }));
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_styles_never_go_while_somebody_walks_from_page_to_page()
    {
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, Token);
        await using var person = await Person.ArriveAsync(chromium.Browser, site);
        var sheets = new List<string>();
        person.Page.Request += (_, request) =>
        {
            if (request.ResourceType == "stylesheet")
            {
                sheets.Add(request.Url);
            }
        };
        person.Page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                person.Errors.Add(message.Text);
            }
        };
        await person.Page.AddInitScriptAsync(Watch);

        await person.GoAsync("/events");
        await Assertions.Expect(person.Page.Locator("h1")).ToBeVisibleAsync();
        Assert.Empty(sheets);

        // From the page that has the styles to pages that link to them, and back; the browser keeps one document all the way.
        await person.Page.EvaluateAsync("() => window.here = true");
        await person.Page.Locator("header").GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(person.Page.GetByLabel("Password")).ToBeVisibleAsync();
        await person.Page.Locator("header").GetByRole(AriaRole.Link, new() { Name = "Events" }).ClickAsync();
        await Assertions.Expect(person.Page).ToHaveURLAsync("/events");
        await person.Page.GoBackAsync();
        await Assertions.Expect(person.Page.GetByLabel("Password")).ToBeVisibleAsync();
        Assert.Equal(3, sheets.Distinct(StringComparer.Ordinal).Count());
        await person.Page.Locator("header").GetByRole(AriaRole.Link, new() { Name = "Create account" }).ClickAsync();
        await Assertions.Expect(person.Page.GetByLabel("First name")).ToBeVisibleAsync();

        Assert.True(await person.Page.EvaluateAsync<bool>("() => window.here === true"));
        Assert.InRange(await person.Page.EvaluateAsync<int>("() => window.frames"), 1, int.MaxValue);
        Assert.Empty(await person.Page.EvaluateAsync<string[]>("() => window.bare"));
        Assert.Empty(person.Errors);
    }
}
