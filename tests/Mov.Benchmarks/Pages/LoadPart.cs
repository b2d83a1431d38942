using System.Globalization;
using Mov.Benchmarks.Frame;
using Mov.Modules.Shared.Storage;
using Spectre.Console;

namespace Mov.Benchmarks.Pages;

/// <summary>The list and the page of an event on PostgreSQL under load, beside bare Kestrel that sends the same bytes in the same minutes: from memory, and made anew
/// (first hits of visitors, and everything that signed-in people see).</summary>
internal static class LoadPart
{
    private const double FromMemory = 0.7;
    private const double Anew = 0.04;
    private const double SlowestMilliseconds = 50;
    private const int LeastWarmUpsAnew = 20;
    private const int MostWarmUps = 30;
    private const int WarmUpsWithoutGain = 4;

    // As many pairs of days as wrk's script makes: each is a list that nobody asked for before.
    private const int DifferentDays = 300 * 60;

    private const string List = "/events";
    private const string Event = "/events/1";

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(PageSizes sizes)
    {
        await using var app = await BenchmarkApp.CreateAsync(StorageMode.Servers);
        await Town.BuildAsync(app, sizes.Events, participants: 2);
        await using var site = await MovProcess.StartAsync(Visiting.SettingsOf(app));
        await using var bare = await BareKestrel.LikeAsync(site.Address, List, Event);
        var somebody = (await Visiting.SignInAsync(site.Address, "person1@bench.example")).Cookies;
        var table = new Table().AddColumns("", "per second", "of bare Kestrel", "p50 ms", "p99 ms at half load");
        List<Figure> figures = [];

        foreach (var (name, path, numbered) in ((string, string, string)[])[("list", List, "/events?from={from}&to={to}"), ("event", Event, "/events/{n}")])
        {
            // The better of two rounds: the first one of all also warms up what sends and what listens.
            var before = await LoadAsync(bare.Address, path, sizes);
            var kept = await LoadAsync(site.Address, path, sizes);
            var after = await LoadAsync(bare.Address, path, sizes);
            var measure = before.PerSecond > after.PerSecond ? before : after;
            Show($"{name}, bare Kestrel", measure, measure);
            Show($"{name}, from memory", kept, measure);
            figures.Add(Figure.NotBelow($"pages-{name}-cached-of-bare-kestrel", kept.PerSecond / measure.PerSecond, FromMemory));

            await AnewAsync($"{name}-first-hit", numbered, cookie: null, name == "list" ? DifferentDays : sizes.Events, measure);
            await AnewAsync($"{name}-signed-in", path, somebody, numbers: 0, measure);
        }

        AnsiConsole.Write(table);
        return figures;

        async Task AnewAsync(string name, string path, string? cookie, int numbers, Load measure)
        {
            var most = await LoadAsync(site.Address, path, sizes, cookie, numbers, LeastWarmUpsAnew);
            var half = await Wrk.SteadyAsync(new Uri(site.Address, path), sizes.Seconds, most.PerSecond / 2, cookie, numbers);
            Show(name, most with { P99 = half.P99 }, measure);
            figures.Add(Figure.NotBelow($"pages-{name}-of-bare-kestrel", most.PerSecond / measure.PerSecond, Anew));
            figures.Add(Figure.NotAbove($"pages-{name}-p99-ms", half.P99, SlowestMilliseconds));
        }

        void Show(string what, Load load, Load measure) => table.AddRow(
            what, Say(load.PerSecond, "0"), Say(load.PerSecond / measure.PerSecond, "0.000"), Say(load.Median, "0.0"), Say(load.P99, "0.0"));
    }

    // The first minute is the compiler's, which makes what is asked for most anew, step by step and with pauses: it is done when several rounds in succession bring hardly more than
    // the best one, but not before it had a chance.
    private static async Task<Load> LoadAsync(Uri address, string path, PageSizes sizes, string? cookie = null, int numbers = 0, int leastWarmUps = 0)
    {
        var (best, withoutGain) = (0d, 0);
        for (var round = 0; round < MostWarmUps && (round < leastWarmUps || withoutGain < WarmUpsWithoutGain); round++)
        {
            var perSecond = (await Wrk.RushAsync(new Uri(address, path), Math.Max(1, sizes.Seconds / 3), cookie, numbers)).PerSecond;
            withoutGain = perSecond < best * 1.05 ? withoutGain + 1 : 0;
            best = Math.Max(best, perSecond);
        }

        return await Wrk.RushAsync(new Uri(address, path), sizes.Seconds, cookie, numbers);
    }

    private static string Say(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
