using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Mov.Modules.Events.Data;

/// <summary>mov_events in a SQLite file.</summary>
internal sealed class EventsSqliteDbContext(DbContextOptions<EventsSqliteDbContext> options) : EventsDbContext(options)
{
    private const int Trigram = 3;

    /// <summary>A text that is nearly everywhere is found in the newest of those events only: SQLite, meant for small installs, cannot read them in the list's order.</summary>
    private const int MostFound = 5_000;

    public override IQueryable<Event> EventsContaining(string text, NearEvents near)
    {
        // The index holds every three characters in a row.
        if (text.EnumerateRunes().Count() >= Trigram)
        {
            var phrase = $"\"{text.Replace("\"", "\"\"")}\"";
            return Events.FromSql($"SELECT * FROM events WHERE id IN (SELECT rowid FROM events_text WHERE events_text MATCH {phrase} ORDER BY rowid DESC LIMIT {MostFound})");
        }

        // SQLite itself knows the case of ASCII letters only.
        ((SqliteConnection)Database.GetDbConnection()).CreateFunction(
            "mov_contains", (string? field, string sought) => field?.Contains(sought, StringComparison.OrdinalIgnoreCase) == true, isDeterministic: true);
        var sql = $"SELECT * FROM ({near.Sql}) AS near WHERE mov_contains(title, {{0}}) OR mov_contains(description, {{0}}) OR mov_contains(location, {{0}})";
        return Events.FromSqlRaw(sql, near.Parameters(text));
    }

    internal sealed class DesignTime : IDesignTimeDbContextFactory<EventsSqliteDbContext>
    {
        public EventsSqliteDbContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<EventsSqliteDbContext>().UseSqlite("Data Source=:memory:").Options);
    }
}
