using System.Diagnostics;
using System.Globalization;
using Ardalis.Result;
using Mov.Benchmarks.Frame;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Seats;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using Spectre.Console;

namespace Mov.Benchmarks.Enroll;

/// <summary>How much memory waiting requests take (another client holds the event's seat row meanwhile), and whether anything is left of many decisions.</summary>
internal static class MemoryPart
{
    private const int Regulars = 5_000;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Sizes sizes) => [.. await WaitingAsync(sizes), .. await DecidingAsync(sizes)];

    private static async Task<IReadOnlyList<Figure>> WaitingAsync(Sizes sizes)
    {
        await using var app = await BenchmarkApp.CreateAsync(StorageMode.Servers, ("Enrollments:QueueLimit", "1000000"));
        await app.AddPeopleAsync(sizes.Requests + Regulars);
        await app.EnrollAsync([await app.PublishAsync(Regulars)], Regulars, sizes.Callers, after: sizes.Requests);
        var eventId = await app.PublishAsync(sizes.Requests);
        await app.Get<IEnrollments>().CountSeatsAsync(eventId, CancellationToken.None);
        await using var plain = app.Open(DatabaseNames.Enrollments);
        var (heap, process) = (Heap(), Process());
        var queued = await HoldAsync(app, plain, eventId, sizes);
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{queued.Waiting:N0} waiting requests: {queued.Heap - heap:0.0} MB of managed memory, {queued.Process - process:0.0} MB of the process; then {queued.Decided:N0} decided, {queued.Busy:N0} told to try again"));
        return
        [
            Figure.NotAbove("enroll-memory-waiting-mb", queued.Heap - heap, 200),
            Figure.NotBelow("enroll-memory-waiting-requests", queued.Waiting, sizes.Requests * 0.99),
        ];
    }

    private static async Task<(int Waiting, double Heap, double Process, int Decided, int Busy)> HoldAsync(BenchmarkApp app, Npgsql.NpgsqlDataSource plain, int eventId, Sizes sizes)
    {
        var enrollments = app.Get<IEnrollments>();
        var engine = app.Get<SeatEngine>();
        Task<Result<Placement>>[] answers;
        (int, double, double) queued;
        await using (var connection = await plain.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            await using var hold = connection.CreateCommand();
            hold.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT 1 FROM event_seats WHERE event_id = {eventId} FOR UPDATE");
            await hold.ExecuteNonQueryAsync();
            answers = [.. Enumerable.Range(0, sizes.Requests).Select(number => enrollments.EnrollAsync(eventId, Enrolling.Participant(number), CancellationToken.None))];
            await Eventually.TrueAsync(() => engine.WaitingRequests >= sizes.Requests * 0.995, "the requests are queued", CancellationToken.None, TimeSpan.FromMinutes(2));
            queued = (engine.WaitingRequests, Heap(), Process());
        }

        var results = await Task.WhenAll(answers);
        return (queued.Item1, queued.Item2, queued.Item3, results.Count(result => result.IsSuccess), results.Count(result => result.Status == ResultStatus.Unavailable));
    }

    /// <summary>The same people enroll and cancel again and again.</summary>
    private static async Task<IReadOnlyList<Figure>> DecidingAsync(Sizes sizes)
    {
        await using var app = await BenchmarkApp.CreateAsync(StorageMode.Servers);
        await app.AddPeopleAsync(Regulars);
        List<int> events = [];
        for (var number = 0; number < 20; number++)
        {
            events.Add(await app.PublishAsync(Regulars / 40));
        }

        await DecideAsync(app, events, sizes.Decisions / 20, sizes.Callers);
        // Away from the stack of the rush that just ended, which still holds the times of all its calls.
        await Task.Yield();
        var before = Heap();
        var began = Stopwatch.GetTimestamp();
        await DecideAsync(app, events, sizes.Decisions, sizes.Callers);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await Task.Yield();
        var after = Heap();
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{sizes.Decisions:N0} decisions in {took:0} s: {before:0.0} MB of managed memory before, {after:0.0} MB after"));
        return
        [
            Figure.NotAbove("enroll-memory-growth-mb", after - before, 5),
            Figure.NotAbove("enroll-memory-events-left", app.Get<SeatEngine>().ActiveEvents, 0),
        ];
    }

    private static Task<Rush> DecideAsync(BenchmarkApp app, List<int> events, int decisions, int callers)
    {
        var enrollments = app.Get<IEnrollments>();
        return Rush.RunAsync(decisions, callers, async number =>
        {
            // Each caller's pairs of calls concern the same person and event: taken, given back.
            var pair = number / 2;
            var (eventId, person) = (events[pair % events.Count], Enrolling.Participant(pair % Regulars));
            _ = number % 2 == 0
                ? (await enrollments.EnrollAsync(eventId, person, CancellationToken.None)).Status
                : (await enrollments.CancelAsync(eventId, person, CancellationToken.None)).Status;
        });
    }

    private static double Heap()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true) / 1_048_576d;
    }

    private static double Process()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64 / 1_048_576d;
    }
}
