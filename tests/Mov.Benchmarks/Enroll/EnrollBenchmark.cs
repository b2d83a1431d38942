using Mov.Benchmarks.Frame;
using Spectre.Console;

namespace Mov.Benchmarks.Enroll;

/// <summary>A rush on seats. Each part measures in databases of its own and adds its figures.</summary>
internal static class EnrollBenchmark
{
    public static async Task<int> RunAsync(Options options)
    {
        var sizes = Sizes.From(options);
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

    private static readonly (string Part, Func<Sizes, Task<IReadOnlyList<Figure>>> MeasureAsync)[] Parts =
    [
        ("rush", RushPart.MeasureAsync),
        ("embedded", EmbeddedPart.MeasureAsync),
        ("growth", GrowthPart.MeasureAsync),
        ("place", QueuePlacePart.MeasureAsync),
        ("memory", MemoryPart.MeasureAsync),
        ("pages", PagesPart.MeasureAsync),
    ];
}
