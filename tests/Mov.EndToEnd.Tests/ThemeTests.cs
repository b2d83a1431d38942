using Microsoft.Playwright;
using Mov.Modules.Shared.Storage;

namespace Mov.EndToEnd.Tests;

/// <summary>Light and dark: the device's until somebody chooses.</summary>
public sealed class ThemeTests(RealBrowser chromium)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_and_its_switches_follow_the_device_until_one_is_chosen_and_remember_that()
    {
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, Token);
        await using var person = await Person.ArriveAsync(chromium.Browser, site);
        await person.GoAsync("/events");
        await SeeAsync(isDark: false, chosen: "auto");

        await person.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await SeeAsync(isDark: true, chosen: "auto");

        await person.Page.Locator("[data-theme-choice=light]").ClickAsync();
        await SeeAsync(isDark: false, chosen: "light");
        await person.GoAsync("/account/login");
        await SeeAsync(isDark: false, chosen: "light");

        await person.Page.Locator("[data-theme-toggle]").First.ClickAsync();
        await SeeAsync(isDark: true, chosen: "dark");

        async Task SeeAsync(bool isDark, string chosen)
        {
            await Assertions.Expect(person.Page.Locator("[data-theme-toggle]").First).ToHaveAttributeAsync("aria-pressed", isDark ? "true" : "false");
            await Assertions.Expect(person.Page.Locator($"[data-theme-choice={chosen}]")).ToHaveAttributeAsync("aria-pressed", "true");
            await Assertions.Expect(person.Page.Locator("[data-theme-choice][aria-pressed=true]")).ToHaveCountAsync(1);
            // Light ink says that the dark theme is on.
            var ink = await person.Page.EvaluateAsync<int>("() => getComputedStyle(document.body).color.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) | 0");
            Assert.Equal(isDark, ink > 3 * 128);
        }
    }
}
