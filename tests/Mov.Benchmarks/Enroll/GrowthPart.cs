using System.Diagnostics;
using System.Globalization;
using Mov.Benchmarks.Frame;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Shared.Storage;
using Spectre.Console;

namespace Mov.Benchmarks.Enroll;

/// <summary>What single calls cost in events with ever more rows. The events take turns call by call, so that whatever else happens on the machine happens to all of them.</summary>
internal static class GrowthPart
{
    private const int FirstStranger = 10_000_000;
    private const int WarmUps = 50;

    // An event has no more.
    private const int MostSeats = 1_000_000;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Sizes sizes)
    {
        await using var app = await BenchmarkApp.CreateAsync(StorageMode.Servers);
        await app.AddPeopleAsync(2 * sizes.Samples);
        int[] rows = [100, Math.Min(10_000, sizes.Largest / 2), sizes.Largest];
        List<int> events = [];
        foreach (var count in rows.Prepend(WarmUps))
        {
            events.Add(await FillAsync(app, Math.Min(count, MostSeats - sizes.Samples), seatsLeft: sizes.Samples));
        }

        await app.ExecuteAsync(DatabaseNames.Enrollments, "VACUUM ANALYZE");
        foreach (var eventId in events)
        {
            await app.RecountAsync(eventId);
        }

        await MeasureAsync(app, [events[0]], WarmUps);
        var measured = await MeasureAsync(app, events[1..], sizes.Samples);
        Show(rows, measured);
        return [.. measured.Select(one => Figure.NotAbove($"enroll-growth-{one.Call}-times-smallest", one.Medians.Max() / one.Medians[0], 1.5))];
    }

    /// <summary>An event with so many seats taken by people of no account, and a few left.</summary>
    private static async Task<int> FillAsync(BenchmarkApp app, int rows, int seatsLeft)
    {
        var eventId = await app.PublishAsync(rows + seatsLeft);
        await app.ExecuteAsync(
            DatabaseNames.Enrollments,
            $"""
            INSERT INTO enrollments (event_id, user_id, status, enrolled_at)
            SELECT {eventId}, {FirstStranger} + n, 'ENROLLED', TIMESTAMP '2026-01-01' + n * INTERVAL '1 second' FROM generate_series(1, {rows}) n
            """);
        return eventId;
    }

    private static async Task<List<(string Call, double[] Medians)>> MeasureAsync(BenchmarkApp app, IReadOnlyList<int> events, int samples)
    {
        var enrollments = app.Get<IEnrollments>();
        return
        [
            ("enroll", await TimeAsync((eventId, number) => enrollments.EnrollAsync(eventId, Enrolling.Participant(number), CancellationToken.None))),
            ("join-waitlist", await TimeAsync((eventId, number) => enrollments.EnrollAsync(eventId, Enrolling.Participant(samples + number), CancellationToken.None))),
            ("cancel-and-promote", await TimeAsync((eventId, number) => enrollments.CancelAsync(eventId, Enrolling.Participant(number), CancellationToken.None))),
            ("list-participants", await TimeAsync((eventId, _) =>
                enrollments.ListAttendeesAsync(Enrolling.Organizer, eventId, AttendeeKind.Participants, null, 1, CancellationToken.None))),
        ];

        async Task<double[]> TimeAsync(Func<int, int, Task> call)
        {
            double[][] took = [.. events.Select(_ => new double[samples])];
            for (var number = 0; number < samples; number++)
            {
                // Looked up before, or the first event would pay for the others.
                await app.Get<IUserDirectory>().FindAsync(Enrolling.Organizer, CancellationToken.None);
                await app.Get<IUserDirectory>().FindAsync(Enrolling.Participant(number), CancellationToken.None);
                await app.Get<IUserDirectory>().FindAsync(Enrolling.Participant(samples + number), CancellationToken.None);
                for (var turn = 0; turn < events.Count; turn++)
                {
                    var index = (turn + number) % events.Count;
                    var began = Stopwatch.GetTimestamp();
                    await call(events[index], number);
                    took[index][number] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                }
            }

            return [.. took.Select(times => times.Order().ElementAt(samples / 2))];
        }
    }

    private static void Show(int[] rows, List<(string Call, double[] Medians)> measured)
    {
        var table = new Table().AddColumn("rows of the event");
        foreach (var count in rows)
        {
            table.AddColumn(count.ToString("N0", CultureInfo.InvariantCulture));
        }

        foreach (var (call, medians) in measured)
        {
            table.AddRow([call, .. medians.Select(median => string.Create(CultureInfo.InvariantCulture, $"{median:0.00} ms"))]);
        }

        AnsiConsole.Write(table);
    }
}
