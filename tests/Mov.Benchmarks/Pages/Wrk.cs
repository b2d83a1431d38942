using System.Diagnostics;
using System.Globalization;

namespace Mov.Benchmarks.Pages;

/// <summary>What came of a load.</summary>
/// <param name="PerSecond">Answers per second.</param>
/// <param name="Median">In ms.</param>
/// <param name="P99">In ms.</param>
internal sealed record Load(double PerSecond, double Median, double P99);

/// <summary>Load from a process of its own: wrk (Debian's package of that name).</summary>
internal static class Wrk
{
    private const int Connections = 32;

    // Each run goes on where the one before ended: what was asked for a moment ago would come from memory.
    private static long _asked;

    /// <summary>Asks as fast as answers come.</summary>
    /// <param name="address">What.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="cookie">The session of somebody.</param>
    /// <param name="numbers">How many different addresses: a number stands for <c>{n}</c>, and two days for <c>{from}</c> and <c>{to}</c>.</param>
    public static Task<Load> RushAsync(Uri address, int seconds, string? cookie = null, int numbers = 0) => RunAsync(address, seconds, cookie, numbers, pause: 0);

    /// <summary>Asks at a steady rate, so that what is measured is how long an answer takes and not how long the queue is.</summary>
    public static Task<Load> SteadyAsync(Uri address, int seconds, double perSecond, string? cookie = null, int numbers = 0) =>
        RunAsync(address, seconds, cookie, numbers, pause: Math.Max(1, Connections / perSecond * 1000));

    private static async Task<Load> RunAsync(Uri address, int seconds, string? cookie, int numbers, double pause)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, ScriptOf(Uri.UnescapeDataString(address.PathAndQuery), cookie, numbers, pause));
            var start = new ProcessStartInfo("wrk", ["-t", "1", "-c", $"{Connections}", "-d", $"{seconds}s", "--timeout", "10s", "-s", script, address.GetLeftPart(UriPartial.Authority)])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var wrk = Process.Start(start) ?? throw new InvalidOperationException("wrk did not start.");
            var output = wrk.StandardOutput.ReadToEndAsync();
            var errors = wrk.StandardError.ReadToEndAsync();
            await wrk.WaitForExitAsync();
            var line = (await output).Split('\n').FirstOrDefault(one => one.StartsWith("figures ", StringComparison.Ordinal))
                ?? throw new InvalidOperationException($"wrk said: {await output} {await errors}");
            var figures = line.Split(' ').Skip(1).Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
            // A refused or failed answer is a fast one; a run with such says nothing.
            Interlocked.Add(ref _asked, (long)figures[4] + Connections);
            return figures[3] == 0
                ? new Load(figures[0], figures[1], figures[2])
                : throw new InvalidOperationException($"{figures[3]} answers of {address} were not 200: {await output}");
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static string ScriptOf(string path, string? cookie, int numbers, double pause) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        wrk.headers["Accept-Encoding"] = "br"
        wrk.headers["Accept-Language"] = "en"
        {{(cookie is null ? "" : $"wrk.headers[\"Cookie\"] = \"{cookie}\"")}}
        local number = {{7919 * Interlocked.Read(ref _asked) % Math.Max(1, numbers)}}
        local function day(ahead) return os.date("!%Y-%m-%d", os.time() + 86400 * ahead) end
        function request()
          number = (number + 7919) % {{Math.Max(1, numbers)}}
          local path = string.gsub("{{path}}", "{n}", tostring(number + 1))
          path = string.gsub(path, "{from}", day(number % 300))
          path = string.gsub(path, "{to}", day(number % 300 + math.floor(number / 300)))
          return wrk.format("GET", path)
        end
        {{(pause > 0 ? string.Create(CultureInfo.InvariantCulture, $"function delay() return math.floor({pause} * 2 * math.random()) end") : "")}}
        function done(summary, latency, requests)
          local bad = summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.connect
          io.write(string.format("figures %.2f %.3f %.3f %d %d\n", summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, bad, summary.requests))
        end
        """);
}
