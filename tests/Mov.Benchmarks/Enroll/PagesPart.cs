using System.Globalization;
using Mov.Benchmarks.Frame;
using Mov.Modules.Shared.Storage;
using Spectre.Console;

namespace Mov.Benchmarks.Enroll;

/// <summary>Signed-in people post the Enroll form of one event to the pages, which run as a process of their own on real servers.</summary>
internal static class PagesPart
{
    private const string Password = "a long benchmark password";

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Sizes sizes)
    {
        await using var app = await BenchmarkApp.CreateAsync(StorageMode.Servers, ("Auth:BcryptCost", "4"), ("RateLimits:SignInsPerMinute", "1000000"));
        await app.AddPeopleAsync(sizes.Posters, BCrypt.Net.BCrypt.HashPassword(Password, 4));
        var eventId = await app.PublishAsync(sizes.Posters / 2);
        await using var pages = await MovProcess.StartAsync(app.Settings);
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = sizes.Posts };
        using var client = new HttpClient(handler) { BaseAddress = pages.Address, Timeout = TimeSpan.FromMinutes(2) };

        Visitor[] people = [.. Enumerable.Range(1, sizes.Posters).Select(number => new Visitor(client, string.Create(CultureInfo.InvariantCulture, $"person{number}@bench.example")))];
        await Rush.RunAsync(people.Length, 16, number => people[number].SignInAsync(Password));
        await Rush.RunAsync(people.Length, 16, number => people[number].OpenAsync($"/events/{eventId}"));
        var answers = new int[people.Length];
        var rush = await Rush.RunAsync(people.Length, sizes.Posts, async number => answers[number] = await people[number].PostAsync($"/events/{eventId}", "enroll"));

        var busy = answers.Count(status => status == 503);
        var failed = answers.Count(status => status >= 500) - busy;
        var placed = answers.Count(status => status is 302 or 303);
        var perMinute = placed / (people.Length / rush.PerSecond) * 60;
        AnsiConsole.Write(new Table().AddColumns("", "enrollments a minute", "p50", "p99")
            .AddRow("MOV", Whole(perMinute), Whole(rush.Median) + " ms", Whole(rush.P99) + " ms")
            .AddRow("pretix, as its makers say of it", "300 to 400", "", ""));
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{placed:N0} of {people.Length:N0} got a seat or a place, {busy:N0} were told to try again, {failed:N0} failed; the process took {pages.Megabytes:0} MB"));
        return
        [
            Figure.NotAbove("enroll-pages-failed", failed, 0),
            Figure.NotBelow("enroll-pages-placed-or-busy", placed + busy, people.Length),
            Figure.NotBelow("enroll-pages-per-minute", perMinute, 400),
        ];
    }

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
