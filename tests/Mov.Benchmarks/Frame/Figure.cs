using System.Globalization;

namespace Mov.Benchmarks.Frame;

/// <summary>A measured number and what it is to be.</summary>
/// <param name="Name">Words joined by hyphens, the verb first; the unit is in the name.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Target">The bound.</param>
/// <param name="AtLeast">Whether the target is a lower bound; otherwise it is an upper one.</param>
internal sealed record Figure(string Name, double Value, double Target, bool AtLeast)
{
    public bool IsOk => AtLeast ? Value >= Target : Value <= Target;

    public static Figure NotBelow(string name, double value, double target) => new(name, value, target, AtLeast: true);

    public static Figure NotAbove(string name, double value, double target) => new(name, value, target, AtLeast: false);

    /// <summary>For example <c>enroll-sqlite-per-second 5154 2000 ok</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Value:0.####} {Target} {(IsOk ? "ok" : "short")}");

    /// <summary>Prints a closing line for each.</summary>
    /// <returns>The exit code: 1 when a figure is short of its target.</returns>
    public static int Close(IReadOnlyCollection<Figure> figures)
    {
        foreach (var figure in figures)
        {
            Console.WriteLine(figure);
        }

        return figures.All(figure => figure.IsOk) ? 0 : 1;
    }
}
