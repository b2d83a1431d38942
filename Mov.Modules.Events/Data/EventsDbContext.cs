using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Data;

/// <summary>The database <c>mov_events</c>.</summary>
internal abstract class EventsDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Event> Events => Set<Event>();

    public DbSet<OrganizerStanding> OrganizerStandings => Set<OrganizerStanding>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    /// <summary>Those of <paramref name="list"/> whose title, description or location contains the text, whatever the case, by date: all of them where the index can find
    /// the text, else those among the next <see cref="ListRange.Nearest"/>, because reading through all would take as long as there are events.</summary>
    /// <param name="text">What is looked for.</param>
    /// <param name="range">What is known of the list before its rows are read.</param>
    /// <param name="list">Narrows events to the list's.</param>
    public abstract IQueryable<Event> EventsContaining(string text, ListRange range, Func<IQueryable<Event>, IQueryable<Event>> list);

    /// <summary>The events that the list's index for this category holds, or its index for all.</summary>
    public virtual IQueryable<Event> ListRows(string? category) => Events;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.StoreTimesAsUtc(Database.IsNpgsql());

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var postgres = Database.IsNpgsql();
        modelBuilder.MapSeed(postgres);
        modelBuilder.MapAdditions(postgres);
    }
}

/// <summary>Where in the list a search looks.</summary>
/// <param name="Category">In this category only.</param>
/// <param name="Earliest">From this moment on, in UTC.</param>
/// <param name="Before">Before this one.</param>
internal sealed record ListRange(string? Category, DateTime? Earliest, DateTime? Before)
{
    /// <summary>Where no index finds a text, this many events are read for it: as many as the list counts.</summary>
    public const int Nearest = 1_000;

    /// <summary>The next public events in the range as SQL; the category is parameter 1.</summary>
    /// <param name="table">The table, with what the database has to know about it.</param>
    public string NearestSql(string table = "events") => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT * FROM {table}
        WHERE status IN ('Published', 'Running'){(Category is null ? "" : " AND category = {1}")}{(Earliest is { } from ? $" AND date >= '{from:yyyy-MM-dd HH:mm:ss}'" : "")}
        ORDER BY date, id LIMIT {Nearest}
        """);

    /// <summary>The parameters of it, after the text that is looked for.</summary>
    public object[] Parameters(string sought) => Category is null ? [sought] : [sought, Category];
}

/// <summary>The order of the list.</summary>
internal static class ListOrder
{
    public static IQueryable<Event> ByDate(this IQueryable<Event> events) => events.OrderBy(@event => @event.Date).ThenBy(@event => @event.Id);
}
