using Microsoft.Playwright;
using Mov.Modules.Shared.Storage;

namespace Mov.EndToEnd.Tests;

/// <summary>The reader's own time beside that of an event, written by the browser before it paints.</summary>
public sealed class ReaderTimeTests(RealBrowser chromium)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_readers_own_time_stands_beside_the_events_where_it_differs()
    {
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, Token);

        // 19:30 in Berlin, which the page says already.
        Assert.Equal("", await SayAsync("Europe/Berlin"));
        Assert.Equal("", await SayAsync("Africa/Algiers"));
        Assert.Equal(" · 13:30 your time", await SayAsync("America/New_York"));
        Assert.Equal(" · Sun 6 Dec, 03:30 your time", (await SayAsync("Asia/Tokyo")).Replace("Sun, ", "Sun ", StringComparison.Ordinal));
        Assert.Equal("Sat 5 Dec, 19:30", (await SayAsync("Europe/Berlin", mode: "short")).Replace("Sat, ", "Sat ", StringComparison.Ordinal));
        Assert.Equal("13:30", await SayAsync("America/New_York", mode: "time"));

        async Task<string> SayAsync(string zone, string? mode = null)
        {
            await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = site.Address, Locale = "en-GB", TimezoneId = zone });
            var page = await context.NewPageAsync();
            await page.GotoAsync("/account/login");
            return await page.EvaluateAsync<string>(
                """
                mode => {
                  const time = document.createElement('reader-time');
                  for (const [name, value] of Object.entries({ datetime: '2026-12-05T18:30:00Z', offset: 60, ...(mode && { mode }) })) time.setAttribute(name, value);
                  document.body.append(time);
                  return time.shadowRoot.textContent;
                }
                """,
                mode);
        }
    }
}
