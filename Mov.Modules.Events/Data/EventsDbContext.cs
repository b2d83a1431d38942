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

    /// <summary>Events whose title, description or location contains the text, whatever the case: all of them where the index can find the text, else those among
    /// <paramref name="near"/>, because reading through all would take as long as there are events.</summary>
    public abstract IQueryable<Event> EventsContaining(string text, NearEvents near);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.StoreTimesAsUtc(Database.IsNpgsql());

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var postgres = Database.IsNpgsql();
        modelBuilder.MapSeed(postgres);
        modelBuilder.MapAdditions(postgres);
    }
}

/// <summary>The next public events by date.</summary>
/// <param name="Count">How many.</param>
/// <param name="Category">Of this category only.</param>
/// <param name="Earliest">From this moment on, in UTC.</param>
internal sealed record NearEvents(int Count, string? Category, DateTime? Earliest)
{
    /// <summary>They as SQL; the category is parameter 1.</summary>
    public string Sql => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT * FROM events
        WHERE status IN ('Published', 'Running'){(Category is null ? "" : " AND category = {1}")}{(Earliest is { } from ? $" AND date >= '{from:yyyy-MM-dd}'" : "")}
        ORDER BY date, id LIMIT {Count}
        """);

    /// <summary>The parameters of it, after the text that is looked for.</summary>
    public object[] Parameters(string sought) => Category is null ? [sought] : [sought, Category];
}
