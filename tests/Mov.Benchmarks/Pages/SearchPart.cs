using System.Diagnostics;
using System.Globalization;
using Mov.Benchmarks.Frame;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Storage;
using Spectre.Console;

namespace Mov.Benchmarks.Pages;

/// <summary>Search with its numbers by category, with few and with many events: what it takes must not depend on how many there are.</summary>
internal static class SearchPart
{
    private const double Flat = 2;
    private const int Rounds = 60;
    private const int WarmUps = 20;

    private static (string Name, EventSearch Search)[] Searches
    {
        get
        {
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            return
            [
                ("all", new EventSearch()),
                ("rare-text", new EventSearch(Town.RareText)),
                ("common-text", new EventSearch(Town.CommonWord)),
                ("two-letters", new EventSearch("la")),
                ("two-rare-letters", new EventSearch("qx")),
                ("category", new EventSearch(Category: "talk")),
                ("dates", new EventSearch(From: today.AddDays(30), To: today.AddDays(36))),
                ("text-and-category", new EventSearch(Town.CommonWord, "talk")),
            ];
        }
    }

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(PageSizes sizes)
    {
        List<Figure> figures = [];
        foreach (var mode in (StorageMode[])[StorageMode.Servers, StorageMode.Embedded])
        {
            await using var small = await BuildAsync(mode, sizes.Few);
            await using var large = await BuildAsync(mode, sizes.Many);
            var table = new Table().AddColumns($"{mode}, ms", Say(sizes.Few), Say(sizes.Many));
            var place = mode == StorageMode.Servers ? "postgres" : "sqlite";
            foreach (var (name, search) in Searches)
            {
                var (few, many) = await MeasureAsync(small.Get<IEventCatalog>(), large.Get<IEventCatalog>(), search);
                table.AddRow(name, Say(few), Say(many));
                figures.Add(Figure.NotAbove($"pages-search-{name}-{place}-times", many / few, Flat));
            }

            AnsiConsole.Write(table);
        }

        return figures;
    }

    private static async Task<BenchmarkApp> BuildAsync(StorageMode mode, int events)
    {
        var app = await BenchmarkApp.CreateAsync(mode);
        await Town.BuildAsync(app, events, participants: 0);
        return app;
    }

    // The two take turns call by call: neither is the warmer one, and what else the machine does slows both.
    private static async Task<(double Few, double Many)> MeasureAsync(IEventCatalog few, IEventCatalog many, EventSearch search)
    {
        List<double> tookFew = [], tookMany = [];
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            var (ofFew, ofMany) = (await TimeAsync(few, search), await TimeAsync(many, search));
            if (round >= WarmUps)
            {
                tookFew.Add(ofFew);
                tookMany.Add(ofMany);
            }
        }

        return (tookFew.Order().ElementAt(Rounds / 2), tookMany.Order().ElementAt(Rounds / 2));
    }

    private static async Task<double> TimeAsync(IEventCatalog catalog, EventSearch search)
    {
        var began = Stopwatch.GetTimestamp();
        await catalog.SearchAsync(search, CancellationToken.None);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static string Say(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
