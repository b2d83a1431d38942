using Mov.Benchmarks.Frame;
using Mov.Modules.Shared.Storage;

namespace Mov.Benchmarks.Enroll;

/// <summary>A rush on one event of an installation without servers, on SQLite.</summary>
internal static class EmbeddedPart
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Sizes sizes)
    {
        await using var app = await BenchmarkApp.CreateAsync(StorageMode.Embedded);
        await app.AddPeopleAsync(sizes.WarmUp + sizes.People);
        await app.EnrollAsync([await app.PublishAsync(sizes.WarmUp / 2)], sizes.WarmUp, sizes.Callers);
        var rush = await app.EnrollAsync([await app.PublishAsync(sizes.People / 2)], sizes.People, sizes.Callers, after: sizes.WarmUp);
        RushTable.Show(("one event, SQLite", rush, null));
        return [Figure.NotBelow("enroll-sqlite-per-second", rush.PerSecond, 2_000)];
    }
}
