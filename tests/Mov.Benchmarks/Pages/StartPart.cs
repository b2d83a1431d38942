using System.Diagnostics;
using Mov.Benchmarks.Frame;
using Mov.Modules.Shared.Storage;

namespace Mov.Benchmarks.Pages;

/// <summary>From the start of the process to the last byte of the first page, on SQLite: a restart, and a start that makes the databases.</summary>
internal static class StartPart
{
    private const double SlowestSeconds = 2;
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(PageSizes sizes)
    {
        double restart = double.MaxValue, first = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("mov-start-").FullName;
            KeyValuePair<string, string?>[] settings = [new("Storage:Mode", nameof(StorageMode.Embedded)), new("Storage:Path", folder)];
            try
            {
                first = Math.Min(first, await StartAsync(settings));
                restart = Math.Min(restart, await StartAsync(settings));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return [Figure.NotAbove("pages-cold-start-seconds", restart, SlowestSeconds), Figure.NotAbove("pages-very-first-start-seconds", first, 2 * SlowestSeconds)];
    }

    private static async Task<double> StartAsync(KeyValuePair<string, string?>[] settings)
    {
        using var client = new HttpClient();
        var began = Stopwatch.GetTimestamp();
        await using var site = await MovProcess.StartAsync(settings);
        await client.GetByteArrayAsync(new Uri(site.Address, "/events"));
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
