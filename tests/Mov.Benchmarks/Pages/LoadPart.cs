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
    private const int Rounds = 5;
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
        var table = new Table().AddColumns("", "per second", "bare Kestrel", "ratio", "p50 ms", "p99 ms at half load");
        List<Figure> figures = [];

        foreach (var (name, path, numbered) in ((string, string, string)[])[("list", List, "/events?from={from}&to={to}"), ("event", Event, "/events/{n}")])
        {
            var plain = new Asked(bare.Address, path);
            await WarmUpAsync(plain, sizes);
            await KeptAsync(name, new Asked(site.Address, path), plain);
            await AnewAsync($"{name}-first-hit", new Asked(site.Address, numbered, Numbers: name == "list" ? DifferentDays : sizes.Events), plain);
            await AnewAsync($"{name}-signed-in", new Asked(site.Address, path, somebody), plain);
        }

        AnsiConsole.Write(table);
        return figures;

        async Task KeptAsync(string name, Asked asked, Asked plain)
        {
            await WarmUpAsync(asked, sizes);
            var compared = await CompareAsync(asked, plain, sizes);
            Show($"{name}, from memory", compared, slowest: null);
            figures.Add(Figure.NotBelow($"pages-{name}-cached-of-bare-kestrel", compared.Ratio, FromMemory));
        }

        async Task AnewAsync(string name, Asked asked, Asked plain)
        {
            await WarmUpAsync(asked, sizes, LeastWarmUpsAnew);
            var compared = await CompareAsync(asked, plain, sizes);
            List<double> slowest = [];
            for (var round = 0; round < Rounds; round++)
            {
                slowest.Add((await Wrk.SteadyAsync(asked.Address, sizes.Seconds, compared.PerSecond / 2, asked.Cookie, asked.Numbers)).P99);
            }

            Show(name, compared, Middle(slowest));
            figures.Add(Figure.NotBelow($"pages-{name}-of-bare-kestrel", compared.Ratio, Anew));
            figures.Add(Figure.NotAbove($"pages-{name}-p99-ms", Middle(slowest), SlowestMilliseconds));
        }

        void Show(string what, Compared compared, double? slowest) => table.AddRow(
            what, Say(compared.PerSecond, "0"), Say(compared.Plain, "0"), Say(compared.Ratio, "0.000"), Say(compared.Median, "0.0"), slowest is { } p99 ? Say(p99, "0.0") : "");
    }

    // The first minute is the compiler's, which makes what is asked for most anew, step by step and with pauses: it is done when several rounds in succession bring hardly more than
    // the best one, but not before it had a chance.
    private static async Task WarmUpAsync(Asked asked, PageSizes sizes, int leastWarmUps = 0)
    {
        var (best, withoutGain) = (0d, 0);
        for (var round = 0; round < MostWarmUps && (round < leastWarmUps || withoutGain < WarmUpsWithoutGain); round++)
        {
            var perSecond = (await RushAsync(asked, Math.Max(1, sizes.Seconds / 3))).PerSecond;
            withoutGain = perSecond < best * 1.05 ? withoutGain + 1 : 0;
            best = Math.Max(best, perSecond);
        }
    }

    // In turns, because what else a machine does comes and goes: each round is beside its own.
    private static async Task<Compared> CompareAsync(Asked asked, Asked plain, PageSizes sizes)
    {
        var (ours, theirs) = (new List<Load>(), new List<Load>());
        for (var round = 0; round < Rounds; round++)
        {
            theirs.Add(await RushAsync(plain, Math.Max(1, sizes.Seconds / 2)));
            ours.Add(await RushAsync(asked, sizes.Seconds));
        }

        return new Compared(
            Middle(ours.Select(load => load.PerSecond)), Middle(theirs.Select(load => load.PerSecond)), Middle(ours.Zip(theirs, (one, other) => one.PerSecond / other.PerSecond)),
            Middle(ours.Select(load => load.Median)));
    }

    private static Task<Load> RushAsync(Asked asked, int seconds) => Wrk.RushAsync(asked.Address, seconds, asked.Cookie, asked.Numbers);

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static string Say(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>What is asked for, as <see cref="Wrk"/> asks.</summary>
    private sealed record Asked(Uri Site, string Path, string? Cookie = null, int Numbers = 0)
    {
        public Uri Address => new(Site, Path);
    }

    /// <summary>A page beside bare Kestrel: of all rounds the one in the middle.</summary>
    private sealed record Compared(double PerSecond, double Plain, double Ratio, double Median);
}
