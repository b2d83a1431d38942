using System.Globalization;
using Mov.Benchmarks.Frame;
using Mov.Modules.Shared.Storage;

namespace Mov.Benchmarks.Pages;

/// <summary>A place with many events: titles of common and of rare words, eight categories, a year of dates, descriptions of a few sentences.</summary>
internal static class Town
{
    /// <summary>A word that stands in every eighth event.</summary>
    public const string CommonWord = "lantern";

    /// <summary>A text that stands in twenty events, however many there are.</summary>
    public const string RareText = "zanzibar";

    public const string Password = "correct horse battery";

    /// <summary>Low, so that many can sign in; the application is to be started with the same.</summary>
    public const int PasswordCost = 4;

    private const int Seats = 50;

    public static async Task BuildAsync(BenchmarkApp app, int events, int participants)
    {
        await app.AddPeopleAsync(participants, BCrypt.Net.BCrypt.HashPassword(Password, PasswordCost));
        var isPostgres = app.Settings["Storage:Mode"] == nameof(StorageMode.Servers);
        var minute = string.Create(CultureInfo.InvariantCulture, $"(1440 + (CAST(i AS bigint) * 7919) % 525600)");
        var from = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var date = isPostgres ? $"timestamp '{from}' + {minute} * interval '1 minute'" : $"datetime('{from}', '+' || {minute} || ' minutes')";
        if (isPostgres)
        {
            // Entries of the text index are gathered and written together; one at a time, a million events take half an hour.
            await app.ExecuteAsync(DatabaseNames.Events, "ALTER INDEX idx_events_text SET (fastupdate = on, gin_pending_list_limit = 2000000)");
        }

        await app.ExecuteAsync(
            DatabaseNames.Events,
            $"""
            INSERT INTO events (organizer_id, title, description, date, location, max_participants, category, status, time_zone, utc_offset)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {events})
            SELECT 1,
              {Pick("i", "Evening with a lantern", "Morning run", "Open workshop", "Quiet reading", "Long table", "First steps", "City walk", "Small concert")} || ' ' || i || CASE WHEN i <= 20 THEN ' {RareText}' ELSE '' END,
              'An evening for everyone who would like to meet, number ' || i || '. Bring a friend and something to write with. We begin on time and end with tea.',
              {date},
              {Pick("i + 3", "Harbour hall", "Old mill", "Community kitchen", "Library, first floor", "Riverside park", "Studio 4", "Market square", "School gym")},
              {Seats},
              {Pick("i + i / 8", "workshop", "meetup", "conference", "concert", "festival", "talk", "sports", "community")},
              'Published', 'Europe/Berlin', 60
            FROM n
            """,
            "ANALYZE");
        if (isPostgres)
        {
            await app.ExecuteAsync(DatabaseNames.Events, "ALTER INDEX idx_events_text RESET (gin_pending_list_limit)", "ALTER INDEX idx_events_text SET (fastupdate = off)", "VACUUM events");
        }

        // As the events' first visitors leave them; without, whatever is measured has a round of the reconciler beside it.
        await app.ExecuteAsync(
            DatabaseNames.Enrollments,
            $"""
            INSERT INTO event_seats (event_id, organizer_id, capacity, taken, waiting, is_open, next_position, version)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {events})
            SELECT i, 1, {Seats}, 0, 0, {(isPostgres ? "TRUE" : "1")}, 1, 1 FROM n
            """,
            "ANALYZE");
    }

    // The n-th of some texts, in SQL that both databases know.
    private static string Pick(string n, params string[] texts) =>
        $"CASE ({n}) % {texts.Length} {string.Join(' ', texts.Select((text, at) => $"WHEN {at} THEN '{text}'"))} END";
}
