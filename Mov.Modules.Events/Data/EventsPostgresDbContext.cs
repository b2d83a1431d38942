using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Mov.Modules.Events.Data;

/// <summary>mov_events on PostgreSQL.</summary>
internal sealed class EventsPostgresDbContext(DbContextOptions<EventsPostgresDbContext> options) : EventsDbContext(options)
{
    /// <summary>What the index <c>idx_events_text</c> holds, word for word. ICU folds the case of every script, whatever the database's own locale.</summary>
    internal const string SearchText =
        "lower((title || chr(10) || coalesce(description, '') || chr(10) || coalesce(location, '')) COLLATE \"und-x-icu\")";

    private const int Trigram = 3;

    public override IQueryable<Event> EventsContaining(string text, NearEvents near)
    {
        var pattern = $"%{text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
        const string Contains = $"{SearchText} LIKE lower({{0}} COLLATE \"und-x-icu\")";
        if (IsIndexed(text))
        {
            return Events.FromSqlRaw($"SELECT * FROM events WHERE {Contains}", pattern);
        }

        var sql = $"SELECT * FROM ({near.Sql}) AS near WHERE {Contains}";
        return Events.FromSqlRaw(sql, near.Parameters(pattern));
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
