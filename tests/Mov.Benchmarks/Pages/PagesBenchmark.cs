using Mov.Benchmarks.Frame;
using Spectre.Console;

namespace Mov.Benchmarks.Pages;

/// <summary>What the pages cost: from memory and made anew, by search, over the network, per open page, and until the first one is there.</summary>
internal static class PagesBenchmark
{
    public static async Task<int> RunAsync(Options options)
    {
        var sizes = PageSizes.From(options);
        options.RefuseUnknown();
        List<Figure> figures = [];
        foreach (var (part, measureAsync) in Parts)
        {
            if (options.Includes(part))
            {
                AnsiConsole.WriteLine(part);
                figures.AddRange(await measureAsync(sizes));
            }
        }

        return Figure.Close(figures);
    }

    private static readonly (string Part, Func<PageSizes, Task<IReadOnlyList<Figure>>> MeasureAsync)[] Parts =
    [
        ("load", LoadPart.MeasureAsync),
        ("search", SearchPart.MeasureAsync),
        ("weight", WeightPart.MeasureAsync),
        ("circuits", CircuitPart.MeasureAsync),
        ("start", StartPart.MeasureAsync),
    ];
}

/// <summary>How much is measured.</summary>
/// <param name="Events">Events in the databases whose pages are loaded.</param>
/// <param name="Few">Events in the small database of the search.</param>
/// <param name="Many">Events in the large one.</param>
/// <param name="Seconds">How long each load lasts.</param>
/// <param name="Circuits">Pages that signed-in people have open.</param>
internal sealed record PageSizes(int Events, int Few, int Many, int Seconds, int Circuits)
{
    public static PageSizes From(Options options) => new(
        options.Size("events", full: 100_000, quick: 2_000),
        options.Size("few", full: 1_000, quick: 1_000),
        options.Size("many", full: 1_000_000, quick: 20_000),
        options.Size("seconds", full: 10, quick: 2),
        options.Size("circuits", full: 500, quick: 20));
}
