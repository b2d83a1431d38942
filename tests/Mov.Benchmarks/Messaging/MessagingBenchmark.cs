using Mov.Benchmarks.Frame;
using Spectre.Console;

namespace Mov.Benchmarks.Messaging;

/// <summary>Rooms and notifications at the scale of a large event. Each part measures in databases of its own and adds its figures.</summary>
internal static class MessagingBenchmark
{
    private static readonly (string Part, Func<Sizes, Task<IReadOnlyList<Figure>>> MeasureAsync)[] Parts =
    [
        ("pages", PagesPart.MeasureAsync),
        ("fan-out", FanOutPart.MeasureAsync),
        ("room", RoomPart.MeasureAsync),
    ];

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
}
