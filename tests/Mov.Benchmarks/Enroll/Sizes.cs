using Mov.Benchmarks.Frame;

namespace Mov.Benchmarks.Enroll;

/// <summary>How much is measured.</summary>
/// <param name="People">Who rush.</param>
/// <param name="UsualPeople">Who rush the usual way, which takes longer.</param>
/// <param name="Callers">How many at a time.</param>
/// <param name="Events">Among how many events, in the rush on many.</param>
/// <param name="WarmUp">Other people who rush before, so that everything is compiled.</param>
/// <param name="Largest">Rows of the largest event, where costs are compared with those of smaller ones.</param>
/// <param name="Samples">Calls of each kind for each event there.</param>
/// <param name="Queue">People waiting where a place in the queue is asked for.</param>
/// <param name="Requests">Requests that wait at one time where memory is measured.</param>
/// <param name="Decisions">Decisions after which nothing may have grown.</param>
/// <param name="Batch">Requests in one transaction at most (the setting <c>Enrollments:BatchLimit</c>).</param>
/// <param name="Posters">Signed-in people who post the form.</param>
/// <param name="Posts">How many of them at a time.</param>
internal sealed record Sizes(
    int People, int UsualPeople, int Callers, int Events, int WarmUp, int Largest, int Samples, int Queue, int Requests, int Decisions, int Batch, int Posters, int Posts)
{
    public static Sizes From(Options options) => new(
        options.Size("people", 20_000, 4_000),
        options.Size("usual-people", 5_000, 1_000),
        options.Size("callers", 256, 256),
        options.Size("events", 200, 200),
        options.Size("warm-up", 60_000, 2_000),
        options.Size("largest", 1_000_000, 20_000),
        options.Size("samples", 300, 100),
        options.Size("queue", 100_000, 20_000),
        options.Size("requests", 100_000, 20_000),
        options.Size("decisions", 1_000_000, 50_000),
        options.Size("batch", 256, 256),
        options.Size("posters", 2_000, 400),
        options.Size("posts", 200, 200));
}
