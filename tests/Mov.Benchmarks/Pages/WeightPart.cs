using System.Globalization;
using Microsoft.Playwright;
using Mov.Benchmarks.Frame;
using Mov.Modules.Shared.Storage;
using Spectre.Console;

namespace Mov.Benchmarks.Pages;

/// <summary>The page of an event in Chromium with an empty cache, on a slow network (the browser tools' "Fast 3G": 1.44 Mbit/s down, 0.675 up, 562.5 ms) and a processor slowed four times.</summary>
internal static class WeightPart
{
    private const double MostKilobytes = 120;
    private const double SlowestSeconds = 2;
    private const double MostShift = 0.02;
    private const int SlowerProcessor = 4;

    private const string Observe =
        """
        window.seen = { paint: 0, shift: 0 };
        new PerformanceObserver(list => list.getEntries().forEach(e => window.seen.paint = e.startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
        new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) window.seen.shift += e.value; })).observe({ type: 'layout-shift', buffered: true });
        """;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(PageSizes sizes)
    {
        await using var app = await BenchmarkApp.CreateAsync(StorageMode.Embedded);
        await Town.BuildAsync(app, events: 100, participants: 0);
        await using var site = await MovProcess.StartAsync(Visiting.SettingsOf(app));
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("MOV_TEST_CHROMIUM") is { Length: > 0 } set ? set : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu"],
        });
        // The first visit is the server's to warm up.
        await VisitAsync(chromium, site.Address, "/events/1");
        var (kilobytes, paint, shift) = await VisitAsync(chromium, site.Address, "/events/1");
        var (listKilobytes, listPaint, listShift) = await VisitAsync(chromium, site.Address, "/events");
        AnsiConsole.Write(new Table().AddColumns("cold", "kB", "largest paint s", "layout shift")
            .AddRow("event", Say(kilobytes), Say(paint), Say(shift))
            .AddRow("list", Say(listKilobytes), Say(listPaint), Say(listShift)));
        return
        [
            Figure.NotAbove("pages-event-weight-kb", kilobytes, MostKilobytes),
            Figure.NotAbove("pages-event-largest-paint-seconds", paint, SlowestSeconds),
            Figure.NotAbove("pages-event-layout-shift", shift, MostShift),
            Figure.NotAbove("pages-list-layout-shift", listShift, MostShift),
        ];
    }

    private static async Task<(double Kilobytes, double Paint, double Shift)> VisitAsync(IBrowser chromium, Uri site, string path)
    {
        await using var context = await chromium.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 }, Locale = "en-GB" });
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(Observe);
        var tools = await context.NewCDPSessionAsync(page);
        var bytes = 0d;
        tools.Event("Network.loadingFinished").OnEvent += (_, finished) => bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
        await tools.SendAsync("Network.enable");
        await tools.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["offline"] = false,
            ["latency"] = 562.5,
            ["downloadThroughput"] = 1.44e6 / 8,
            ["uploadThroughput"] = 0.675e6 / 8,
        });
        await tools.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object>(StringComparer.Ordinal) { ["rate"] = SlowerProcessor });
        await page.GotoAsync(new Uri(site, path).ToString());
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var paint = await page.EvaluateAsync<double>("() => window.seen.paint");
        var shift = await page.EvaluateAsync<double>("() => window.seen.shift");
        return (bytes / 1000, paint / 1000, shift);
    }

    private static string Say(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
