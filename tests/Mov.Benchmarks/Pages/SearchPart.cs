using System.Diagnostics;
using System.Globalization;
using Mov.Benchmarks.Frame;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Storage;
using Spectre.Console;

namespace Mov.Benchmarks.Pages;

/// <summary>Search and the numbers by category, with few and with many events: what it takes must not depend on how many there are.</summary>
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
            var few = await MeasureAsync(mode, sizes.Few);
            var many = await MeasureAsync(mode, sizes.Many);
            var table = new Table().AddColumns($"{mode}, ms", Say(sizes.Few), Say(sizes.Many));
            var place = mode == StorageMode.Servers ? "postgres" : "sqlite";
            foreach (var (name, took) in many)
            {
                table.AddRow(name, Say(few[name]), Say(took));
                figures.Add(Figure.NotAbove($"pages-search-{name}-{place}-times", took / few[name], Flat));
            }

            AnsiConsole.Write(table);
        }

        return figures;
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(StorageMode mode, int events)
    {
        await using var app = await BenchmarkApp.CreateAsync(mode);
        await Town.BuildAsync(app, events, participants: 0);
        Dictionary<string, double> medians = new(StringComparer.Ordinal);
        var catalog = app.Get<IEventCatalog>();
        foreach (var (name, search) in Searches)
        {
            List<double> took = [];
            for (var round = 0; round < WarmUps + Rounds; round++)
            {
                var began = Stopwatch.GetTimestamp();
                await catalog.CountByCategoryAsync(search, CancellationToken.None);
                await catalog.SearchAsync(search, CancellationToken.None);
                if (round >= WarmUps)
                {
                    took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }
            }

            medians[name] = took.Order().ElementAt(Rounds / 2);
        }

        return medians;
    }

    private static string Say(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
