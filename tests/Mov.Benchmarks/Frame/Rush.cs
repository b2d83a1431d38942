using System.Diagnostics;

namespace Mov.Benchmarks.Frame;

/// <summary>What came of many calls made by many callers at once.</summary>
/// <param name="PerSecond">Calls answered per second.</param>
/// <param name="Median">Half of the answers took at most this long, in ms.</param>
/// <param name="P99">99 of 100 answers took at most this long, in ms.</param>
internal sealed record Rush(double PerSecond, double Median, double P99)
{
    /// <summary>Makes <paramref name="total"/> calls, numbered from 0, by <paramref name="callers"/> at a time.</summary>
    public static async Task<Rush> RunAsync(int total, int callers, Func<int, Task> call)
    {
        var next = -1;
        var took = new double[total];
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < total)
            {
                var began = Stopwatch.GetTimestamp();
                await call(number);
                took[number] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
        })));
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(took);
        return new Rush(total / elapsed, took[total / 2], took[(int)(total * 0.99)]);
    }
}
