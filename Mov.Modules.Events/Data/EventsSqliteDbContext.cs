using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Mov.Modules.Events.Data;

/// <summary>mov_events in a SQLite file.</summary>
internal sealed class EventsSqliteDbContext(DbContextOptions<EventsSqliteDbContext> options) : EventsDbContext(options)
{
    private const int Trigram = 3;

    /// <summary>The text index has the public events in the order of the list: <c>rowid</c> is the minute of the date and, in the lower bits, the id.</summary>
    private const int IdBits = 31;

    public override IQueryable<Event> EventsContaining(string text, ListRange range, Func<IQueryable<Event>, IQueryable<Event>> list)
    {
        if (text.EnumerateRunes().Count() < Trigram)
        {
            // SQLite itself knows the case of ASCII letters only.
            ((SqliteConnection)Database.GetDbConnection()).CreateFunction(
                "mov_contains", (string? field, string sought) => field?.Contains(sought, StringComparison.OrdinalIgnoreCase) == true, isDeterministic: true);
            var sql = $"SELECT * FROM ({range.NearestSql(TableOf(range.Category))}) AS nearest WHERE mov_contains(title, {{0}}) OR mov_contains(description, {{0}}) OR mov_contains(location, {{0}})";
            return list(Events.FromSqlRaw(sql, range.Parameters(text))).ByDate();
        }

        var match = $"{{title description location}} : {Phrase(text)}";
        if (range.Category is { } category && category.EnumerateRunes().Count() >= Trigram)
        {
            // One entry of the index is found faster than a phrase of them; the list's own filter compares the whole.
            match = $"category : {Phrase(string.Concat(category.EnumerateRunes().Take(Trigram)))} AND {match}";
        }

        var (first, end) = (PlaceOf(range.Earliest, long.MinValue), PlaceOf(range.Before, long.MaxValue));
        return Set<SoughtEvent>()
            .FromSql($"SELECT rowid AS place, rowid & {int.MaxValue} AS id FROM events_text WHERE events_text MATCH {match} AND rowid >= {first} AND rowid < {end}")
            .Join(list(Events), sought => sought.Id, @event => @event.Id, (sought, @event) => new { sought.Place, Event = @event })
            .OrderBy(found => found.Place)
            .Select(found => found.Event);
    }

    public override IQueryable<Event> ListRows(string? category)
    {
        var sql = $"SELECT * FROM {TableOf(category)} WHERE status IN ('Published', 'Running')";
        return Events.FromSqlRaw(sql);
    }

    // SQLite takes the narrowest index in the order of the list, and would read every row to see whether it is public.
    private static string TableOf(string? category) => $"events INDEXED BY {(category is null ? "idx_events_public" : "idx_events_public_category")}";

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<SoughtEvent>(row =>
        {
            row.HasNoKey().ToView("events_sought");
            row.Property(sought => sought.Place).HasColumnName("place");
            row.Property(sought => sought.Id).HasColumnName("id");
        });
    }

    private static string Phrase(string text) => $"\"{text.Replace("\"", "\"\"")}\"";

    private static long PlaceOf(DateTime? moment, long otherwise) =>
        moment is { } known ? (new DateTimeOffset(known, TimeSpan.Zero).ToUnixTimeSeconds() / 60) << IdBits : otherwise;

    /// <summary>An event that the text index found.</summary>
    internal sealed record SoughtEvent(long Place, int Id);

    internal sealed class DesignTime : IDesignTimeDbContextFactory<EventsSqliteDbContext>
    {
        public EventsSqliteDbContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<EventsSqliteDbContext>().UseSqlite("Data Source=:memory:").Options);
    }
}
