using System.Globalization;
using Microsoft.Data.Sqlite;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using Npgsql;
using Spectre.Console;

namespace Mov.Benchmarks;

/// <summary>A rush on seats through <see cref="IEnrollments"/>, beside the same work done the usual way in the same run: one transaction per enrollment on plain Npgsql.
/// Same server, same pool of 5 connections; people are known to neither side's caches before.</summary>
internal static class EnrollBenchmark
{
    private const int People = 20_000;
    private const int UsualPeople = 5_000;
    private const int Callers = 256;
    private const int Events = 200;

    public static async Task<int> RunAsync()
    {
        await using var home = TestHome.Create(StorageMode.Servers);
        // The pool of the seed, not the larger one that tests get.
        var pool = home.Settings.Where(setting => setting.Key is "ConnectionStrings:Auth" or "ConnectionStrings:Events" or "ConnectionStrings:Enrollments")
            .ToDictionary(setting => setting.Key, setting => (string?)new NpgsqlConnectionStringBuilder(setting.Value) { MaxPoolSize = 5 }.ConnectionString, StringComparer.Ordinal);
        await using var app = await TestApp.CreateAsync(StorageMode.Servers, CancellationToken.None, settings: pool, home: home);
        await using (var auth = NpgsqlDataSource.Create(pool["ConnectionStrings:Auth"]!))
        await using (var command = auth.CreateCommand(InsertPeople))
        {
            await command.ExecuteNonQueryAsync();
        }

        await using var plain = NpgsqlDataSource.Create(pool["ConnectionStrings:Enrollments"]!);
        await EnrollAsync(app, [await PublishAsync(app, 100)], 1_000);
        var ours = await EnrollAsync(app, [await PublishAsync(app, People / 2)], People);
        await UsualAsync(plain, [-1], 500);
        var usual = await UsualAsync(plain, [-2], UsualPeople);
        List<int> many = [];
        for (var number = 0; number < Events; number++)
        {
            many.Add(await PublishAsync(app, People));
        }

        var oursMany = await EnrollAsync(app, many, People);
        var usualMany = await UsualAsync(plain, [.. Enumerable.Range(100, Events).Select(number => -number)], UsualPeople);
        var embedded = await EmbeddedAsync();

        Show(("PostgreSQL, one event", ours, usual), ("PostgreSQL, 200 events", oursMany, usualMany), ("SQLite, one event", embedded, null));
        return Close(
            ("enroll-one-event-times-usual", ours.PerSecond / usual.PerSecond, 20, true),
            ("enroll-one-event-p99-of-usual", ours.P99 / usual.P99, 0.1, false),
            ("enroll-200-events-times-usual", oursMany.PerSecond / usualMany.PerSecond, 1.5, true),
            ("enroll-sqlite-per-second", embedded.PerSecond, 2_000, true));
    }

    // The same statement for both databases; the first row is the organizer.
    private static string InsertPeople =>
        $"""
        INSERT INTO users (email, password, role)
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {People})
        SELECT 'person' || i || '@bench.example', 'none', CASE WHEN i = 0 THEN 'ORGANIZER' ELSE 'PARTICIPANT' END FROM n
        """;

    private static async Task<Rush> EmbeddedAsync()
    {
        await using var home = TestHome.Create(StorageMode.Embedded);
        await using var app = await TestApp.CreateAsync(StorageMode.Embedded, CancellationToken.None, home: home);
        await using (var auth = new SqliteConnection($"Data Source={Path.Combine(home.Folder, DatabaseNames.Auth + ".db")}"))
        {
            await auth.OpenAsync();
            await using var command = auth.CreateCommand();
            command.CommandText = InsertPeople;
            await command.ExecuteNonQueryAsync();
        }

        await EnrollAsync(app, [await PublishAsync(app, 100)], 1_000);
        return await EnrollAsync(app, [await PublishAsync(app, People / 2)], People);
    }

    private static async Task<int> PublishAsync(TestApp app, int seats)
    {
        var management = app.Get<IEventManagement>();
        var draft = new EventDraft("A rush", null, "concert", new DateTime(2040, 5, 1, 20, 0, 0), null, "UTC", null, seats);
        var created = await management.CreateAsync(1, draft, CancellationToken.None);
        await management.ChangeStatusAsync(1, created.Value.Id, EventStatus.Published, CancellationToken.None);
        return created.Value.Id;
    }

    private static Task<Rush> EnrollAsync(TestApp app, IReadOnlyList<int> events, int people)
    {
        var enrollments = app.Get<IEnrollments>();
        return Rush.RunAsync(people, Callers, async number =>
        {
            var answer = await enrollments.EnrollAsync(events[number % events.Count], number + 2, CancellationToken.None);
            if (!answer.IsSuccess)
            {
                throw new InvalidOperationException($"Person {number + 2} was turned away: {answer.Status} {string.Join(' ', answer.Errors)}");
            }
        });
    }

    private static async Task<Rush> UsualAsync(NpgsqlDataSource source, IReadOnlyList<int> events, int people)
    {
        foreach (var eventId in events)
        {
            await using var seats = source.CreateCommand("INSERT INTO event_seats (event_id, organizer_id, capacity) VALUES ($1, 1, 1000000)");
            seats.Parameters.Add(new NpgsqlParameter { Value = eventId });
            await seats.ExecuteNonQueryAsync();
        }

        return await Rush.RunAsync(people, Callers, async number =>
        {
            var eventId = events[number % events.Count];
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await ExecuteAsync(connection, "SELECT taken, capacity FROM event_seats WHERE event_id = $1 FOR UPDATE", eventId);
            await ExecuteAsync(connection, "INSERT INTO enrollments (event_id, user_id, status) VALUES ($1, $2, 'ENROLLED')", eventId, number);
            await ExecuteAsync(connection, "UPDATE event_seats SET taken = taken + 1 WHERE event_id = $1", eventId);
            await ExecuteAsync(connection, "INSERT INTO outbox (type, payload) VALUES ('Usual', '{}')");
            await transaction.CommitAsync();
        });
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params int[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }

    private static void Show(params (string What, Rush Ours, Rush? Usual)[] rows)
    {
        var table = new Table().AddColumns("", "MOV", "p50", "p99", "the usual way", "p50", "p99");
        foreach (var (what, ours, usual) in rows)
        {
            string[] theirs = usual is null ? ["", "", ""] : Cells(usual);
            table.AddRow([what, .. Cells(ours), .. theirs]);
        }

        AnsiConsole.Write(table);
    }

    private static string[] Cells(Rush rush) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{rush.PerSecond:0}/s"),
        string.Create(CultureInfo.InvariantCulture, $"{rush.Median:0.0} ms"),
        string.Create(CultureInfo.InvariantCulture, $"{rush.P99:0.0} ms"),
    ];

    private static int Close(params (string Name, double Value, double Target, bool AtLeast)[] figures)
    {
        var isShort = false;
        foreach (var (name, value, target, atLeast) in figures)
        {
            var ok = atLeast ? value >= target : value <= target;
            isShort |= !ok;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.###} {target} {(ok ? "ok" : "short")}"));
        }

        return isShort ? 1 : 0;
    }
}
