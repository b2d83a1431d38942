using Microsoft.Playwright;

namespace Mov.EndToEnd.Tests.Pictures;

/// <summary>A folder of pictures for looking at, each page at phone and desktop width, in light and dark.</summary>
internal sealed class Album
{
    public const int Phone = 360;
    public const int Desktop = 1280;

    /// <summary>The password of the demo's accounts.</summary>
    public const string DemoPassword = "demo-password";

    private static readonly ColorScheme[] Themes = [ColorScheme.Light, ColorScheme.Dark];

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(MovServer.Root, "screenshots")).FullName;

    /// <summary>Takes the page as it is now; nothing on it may be wider than the window.</summary>
    public async Task TakeAsync(IPage page, string name, int[] widths, ColorScheme[]? themes = null, bool whole = true)
    {
        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, width == Phone ? 800 : 900);
            foreach (var theme in themes ?? Themes)
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
                var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                Assert.True(overflow <= 0, $"{name} is {overflow} px wider than the window at {width} px");
                if (whole)
                    await page.EvaluateAsync("() => scrollTo(0, 0)");
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = PathOf($"{name}-{width}-{theme.ToString().ToLowerInvariant()}"), FullPage = whole });
            }
        }
    }

    /// <summary>Signs one of the demo's people in, in whatever language they are spoken to.</summary>
    public static async Task SignInAsync(Person person, string email)
    {
        await person.GoAsync("/account/login");
        await person.Page.Locator("#main input[type=email]").FillAsync(email);
        await person.Page.Locator("#main input[type=password]").FillAsync(DemoPassword);
        await person.Page.Locator("#main form button").First.ClickAsync();
        await Assertions.Expect(person.Page.Locator("details.menu summary")).ToBeVisibleAsync();
    }

    /// <summary>Where a picture goes.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name + ".png");
}
