using System.Diagnostics;
using System.Globalization;
using Mov.Benchmarks.Frame;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Shared.Storage;
using Npgsql;
using Spectre.Console;

namespace Mov.Benchmarks.Enroll;

/// <summary>Somebody's place in a long queue out of which people have left: whether it is exact, and how long it takes to know.</summary>
internal static class QueuePlacePart
{
    private const int EveryNthLeft = 7;
    private const int Samples = 60;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Sizes sizes)
    {
        await using var app = await BenchmarkApp.CreateAsync(StorageMode.Servers);
        await app.AddPeopleAsync(1);
        var eventId = await app.PublishAsync(1);
        var tickets = (int)((long)sizes.Queue * EveryNthLeft / (EveryNthLeft - 1));
        await app.ExecuteAsync(
            DatabaseNames.Enrollments,
            $"INSERT INTO enrollments (event_id, user_id, status) VALUES ({eventId}, 2, 'ENROLLED')",
            $"INSERT INTO enrollments (event_id, user_id, status) SELECT {eventId}, 100 + n, 'WAITLISTED' FROM generate_series(1, {tickets}) n WHERE n % {EveryNthLeft} <> 0",
            $"INSERT INTO waitlist (event_id, user_id, position) SELECT {eventId}, 100 + n, n FROM generate_series(1, {tickets}) n WHERE n % {EveryNthLeft} <> 0",
            "VACUUM ANALYZE");
        await app.RecountAsync(eventId);
        var enrollments = app.Get<IEnrollments>();
        var counted = await enrollments.CountSeatsAsync(eventId, CancellationToken.None);
        var table = new Table().AddColumns("place", "median", "slowest");
        var (wrong, slowest) = (0, 0d);
        foreach (var (userId, place) in await ReadPlacesAsync(app, eventId))
        {
            List<double> took = [];
            for (var sample = 0; sample < Samples; sample++)
            {
                var began = Stopwatch.GetTimestamp();
                var found = await enrollments.FindPlacementAsync(eventId, userId, CancellationToken.None);
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                wrong += found is Placement.Waitlisted(var said) && said == place ? 0 : 1;
            }

            // The first ones compile the query.
            took.RemoveRange(0, Samples / 3);
            took.Sort();
            slowest = Math.Max(slowest, took[took.Count / 2]);
            table.AddRow(place.ToString("N0", CultureInfo.InvariantCulture), Milliseconds(took[took.Count / 2]), Milliseconds(took[^1]));
        }

        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{counted.Value.Waiting:N0} people wait"));
        AnsiConsole.Write(table);
        return
        [
            Figure.NotAbove("enroll-queue-place-ms", slowest, 10),
            Figure.NotAbove("enroll-queue-place-wrong", wrong, 0),
        ];
    }

    /// <summary>From the front to the end, as plain SQL numbers them.</summary>
    private static async Task<List<(int UserId, int Place)>> ReadPlacesAsync(BenchmarkApp app, int eventId)
    {
        await using var source = app.Open(DatabaseNames.Enrollments);
        await using var command = source.CreateCommand(
            """
            SELECT user_id, place FROM (
              SELECT user_id, CAST(ROW_NUMBER() OVER (ORDER BY position, id) AS INTEGER) AS place, CAST(COUNT(*) OVER () AS INTEGER) AS everyone
              FROM waitlist WHERE event_id = $1) numbered
            WHERE place IN (1, everyone / 4, everyone / 2, everyone / 2 + everyone / 20, everyone * 3 / 4, everyone) ORDER BY place
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = eventId });
        List<(int, int)> places = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            places.Add((reader.GetInt32(0), reader.GetInt32(1)));
        }

        return places;
    }

    private static string Milliseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.00} ms");
}
