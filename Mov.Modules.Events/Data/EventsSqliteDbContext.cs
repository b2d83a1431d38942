using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Mov.Modules.Events.Data;

/// <summary>mov_events in a SQLite file.</summary>
internal sealed class EventsSqliteDbContext(DbContextOptions<EventsSqliteDbContext> options) : EventsDbContext(options)
{
    private const int Trigram = 3;

    public override IQueryable<Event> EventsContaining(string text)
    {
        // The index holds every three characters in a row. A shorter text is in so many events that reading them in the list's order finds a page at once.
        if (text.EnumerateRunes().Count() >= Trigram)
        {
            var phrase = $"\"{text.Replace("\"", "\"\"")}\"";
            return Events.FromSql($"SELECT * FROM events WHERE id IN (SELECT rowid FROM events_text WHERE events_text MATCH {phrase})");
        }

        // SQLite itself knows the case of ASCII letters only.
        ((SqliteConnection)Database.GetDbConnection()).CreateFunction(
            "mov_contains", (string? field, string sought) => field?.Contains(sought, StringComparison.OrdinalIgnoreCase) == true, isDeterministic: true);
        return Events.FromSql(
            $"SELECT * FROM events WHERE mov_contains(title, {text}) OR mov_contains(description, {text}) OR mov_contains(location, {text})");
    }

    internal sealed class DesignTime : IDesignTimeDbContextFactory<EventsSqliteDbContext>
    {
        public EventsSqliteDbContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<EventsSqliteDbContext>().UseSqlite("Data Source=:memory:").Options);
    }
}
