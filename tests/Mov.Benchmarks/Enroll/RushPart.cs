using System.Globalization;
using Mov.Benchmarks.Frame;
using Mov.Modules.Shared.Storage;

namespace Mov.Benchmarks.Enroll;

/// <summary>A rush on one event and on many, beside the usual way: same server, same pool of 5 connections, in the same run. Each rush is of people whom no cache knows.</summary>
internal static class RushPart
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Sizes sizes)
    {
        await using var app = await BenchmarkApp.CreateAsync(StorageMode.Servers, ("Enrollments:BatchLimit", sizes.Batch.ToString(CultureInfo.InvariantCulture)));
        await app.AddPeopleAsync(sizes.WarmUp + (2 * sizes.People));
        await using var plain = app.Open(DatabaseNames.Enrollments);
        List<int> many = [];
        for (var number = 0; number < sizes.Events; number++)
        {
            many.Add(await app.PublishAsync(sizes.People));
        }

        await app.EnrollAsync([await app.PublishAsync(sizes.WarmUp / 2)], sizes.WarmUp, sizes.Callers);
        await UsualWay.EnrollAsync(plain, [-1], sizes.WarmUp / 30, sizes.Callers);
        var ours = await app.EnrollAsync([await app.PublishAsync(sizes.People / 2)], sizes.People, sizes.Callers, after: sizes.WarmUp);
        var usual = await UsualWay.EnrollAsync(plain, [-2], sizes.UsualPeople, sizes.Callers);
        var oursMany = await app.EnrollAsync(many, sizes.People, sizes.Callers, after: sizes.WarmUp + sizes.People);
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
