using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Mov.Modules.Events.Data;

/// <summary>mov_events on PostgreSQL.</summary>
internal sealed class EventsPostgresDbContext(DbContextOptions<EventsPostgresDbContext> options) : EventsDbContext(options)
{
    /// <summary>What the index <c>idx_events_text</c> holds, word for word. ICU folds the case of every script, whatever the database's own locale.</summary>
    internal const string SearchText =
        "lower((title || chr(10) || coalesce(description, '') || chr(10) || coalesce(location, '')) COLLATE \"und-x-icu\")";

    public override IQueryable<Event> EventsContaining(string text)
    {
        var pattern = $"%{text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
        return Events.FromSqlRaw($"SELECT * FROM events WHERE {SearchText} LIKE lower({{0}} COLLATE \"und-x-icu\")", pattern);
    }

    internal sealed class DesignTime : IDesignTimeDbContextFactory<EventsPostgresDbContext>
    {
        public EventsPostgresDbContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<EventsPostgresDbContext>().UseNpgsql().Options);
    }
}
