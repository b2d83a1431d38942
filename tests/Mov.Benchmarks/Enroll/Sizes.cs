using Mov.Benchmarks.Frame;

namespace Mov.Benchmarks.Enroll;

/// <summary>How much is measured.</summary>
/// <param name="People">Who rush.</param>
/// <param name="UsualPeople">Who rush the usual way, which takes longer.</param>
/// <param name="Callers">How many at a time.</param>
/// <param name="Events">Among how many events, in the rush on many.</param>
internal sealed record Sizes(int People, int UsualPeople, int Callers, int Events)
{
    public static Sizes From(Options options) => new(
        options.Size("people", 20_000, 4_000),
        options.Size("usual-people", 5_000, 2_000),
        options.Size("callers", 256, 256),
        options.Size("events", 200, 200));
}
