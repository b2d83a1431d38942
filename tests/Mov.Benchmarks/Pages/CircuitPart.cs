using System.Globalization;
using Mov.Benchmarks.Frame;
using Mov.Modules.Shared.Storage;
using Spectre.Console;

namespace Mov.Benchmarks.Pages;

/// <summary>What a page costs that a signed-in person leaves open: memory of the server's process, measured with that many real connections that speak the circuit's protocol,
/// and its processor time while nothing happens: soon after they were opened, and later, when the compiler is done with what the opening of so many pages made it do.</summary>
internal static class CircuitPart
{
    private const double MostKilobytes = 250;

    /// <summary>Of one core, for all of them together: heartbeats are all there is.</summary>
    private const double MostPercent = 3;

    private const int AtOnce = 8;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Compiling = TimeSpan.FromSeconds(70);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(PageSizes sizes)
    {
        await using var app = await BenchmarkApp.CreateAsync(StorageMode.Servers);
        await Town.BuildAsync(app, events: 100, sizes.Circuits);
        await using var site = await MovProcess.StartAsync(Visiting.SettingsOf(app));
        List<BlazorCircuit> circuits = [];
        try
        {
            // The first ones pay for what all share.
            await OpenAsync(site, circuits, 1, Math.Max(2, sizes.Circuits / 10));
            await Task.Delay(Settling);
            var (before, opened) = (site.Megabytes, circuits.Count);
            await OpenAsync(site, circuits, opened + 1, sizes.Circuits);
            await Task.Delay(Settling);
            var kilobytes = (site.Megabytes - before) * 1024 / (circuits.Count - opened);

            var soon = await IdleAsync();
            await Task.Delay(Compiling);
            var later = await IdleAsync();
            circuits.ForEach(circuit => circuit.ThrowIfEnded());
            AnsiConsole.Write(new Table().AddColumns("open pages", "kB each", "idle, % of a core", "later")
                .AddRow($"{circuits.Count}", kilobytes.ToString("0", CultureInfo.InvariantCulture), soon.ToString("0.0", CultureInfo.InvariantCulture), later.ToString("0.0", CultureInfo.InvariantCulture)));
            return
            [
                Figure.NotAbove("pages-circuit-kb", kilobytes, MostKilobytes),
                Figure.NotAbove("pages-circuits-idle-percent-of-a-core", soon, MostPercent),
                Figure.NotAbove("pages-circuits-idle-later-percent-of-a-core", later, MostPercent),
            ];
        }
        finally
        {
            foreach (var circuit in circuits)
            {
                await circuit.DisposeAsync();
            }
        }

        async Task<double> IdleAsync()
        {
            var used = site.ProcessorTime;
            await Task.Delay(Settling);
            return (site.ProcessorTime - used) / Settling * 100;
        }
    }

    private static async Task OpenAsync(MovProcess site, List<BlazorCircuit> circuits, int first, int last)
    {
        foreach (var people in Enumerable.Range(first, last - first + 1).Chunk(AtOnce))
        {
            circuits.AddRange(await Task.WhenAll(people.Select(async number =>
            {
                var person = await Visiting.SignInAsync(site.Address, string.Create(CultureInfo.InvariantCulture, $"person{number}@bench.example"));
                return await BlazorCircuit.OpenAsync(person, new Uri(site.Address, "/events/1"));
            })));
        }
    }
}
