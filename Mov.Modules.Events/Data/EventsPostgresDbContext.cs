using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Mov.Modules.Events.Data;

/// <summary>mov_events on PostgreSQL.</summary>
internal sealed class EventsPostgresDbContext(DbContextOptions<EventsPostgresDbContext> options) : EventsDbContext(options)
{
    private const int Trigram = 3;

    public override IQueryable<Event> EventsContaining(string text, ListRange range, Func<IQueryable<Event>, IQueryable<Event>> list)
    {
        // ICU folds the case of every script, whatever the database's own locale; search_text is folded the same way.
        const string Contains = "search_text LIKE lower({0} COLLATE \"und-x-icu\")";
        var pattern = $"%{text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
        var nearest = $"SELECT * FROM ({range.NearestSql()}) AS nearest WHERE {Contains}";
        var found = IsIndexed(text) ? Events.FromSqlRaw($"SELECT * FROM events WHERE {Contains}", pattern) : Events.FromSqlRaw(nearest, range.Parameters(pattern));
        return list(found).ByDate();
    }

    /// <summary>The index holds every three letters or digits in a row, and nothing else.</summary>
    private static bool IsIndexed(string text)
    {
        var run = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            run = Rune.IsLetterOrDigit(rune) ? run + 1 : 0;
            if (run == Trigram)
            {
                return true;
            }
        }

        return false;
    }

    internal sealed class DesignTime : IDesignTimeDbContextFactory<EventsPostgresDbContext>
    {
        public EventsPostgresDbContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<EventsPostgresDbContext>().UseNpgsql().Options);
    }
}
