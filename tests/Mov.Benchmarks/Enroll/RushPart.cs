using Mov.Benchmarks.Frame;
using Mov.Modules.Shared.Storage;

namespace Mov.Benchmarks.Enroll;

/// <summary>A rush on one event and on many, beside the usual way: same server, same pool of 5 connections, in the same run. People are in nobody's cache before.</summary>
internal static class RushPart
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Sizes sizes)
    {
        await using var app = await BenchmarkApp.CreateAsync(StorageMode.Servers);
        await app.AddPeopleAsync(sizes.People);
        await using var plain = app.Open(DatabaseNames.Enrollments);

        await app.EnrollAsync([await app.PublishAsync(100)], Math.Min(1_000, sizes.People), sizes.Callers);
        var ours = await app.EnrollAsync([await app.PublishAsync(sizes.People / 2)], sizes.People, sizes.Callers);
        await UsualWay.EnrollAsync(plain, [-1], 500, sizes.Callers);
        var usual = await UsualWay.EnrollAsync(plain, [-2], sizes.UsualPeople, sizes.Callers);

        List<int> many = [];
        for (var number = 0; number < sizes.Events; number++)
        {
            many.Add(await app.PublishAsync(sizes.People));
        }

        var oursMany = await app.EnrollAsync(many, sizes.People, sizes.Callers);
        var usualMany = await UsualWay.EnrollAsync(plain, [.. Enumerable.Range(100, sizes.Events).Select(number => -number)], sizes.UsualPeople, sizes.Callers);

        RushTable.Show(("one event", ours, usual), ($"{sizes.Events} events", oursMany, usualMany));
        return
        [
            Figure.NotBelow("enroll-one-event-times-usual", ours.PerSecond / usual.PerSecond, 20),
            Figure.NotAbove("enroll-one-event-p99-of-usual", ours.P99 / usual.P99, 0.1),
            Figure.NotBelow("enroll-many-events-times-usual", oursMany.PerSecond / usualMany.PerSecond, 1.5),
        ];
    }
}
