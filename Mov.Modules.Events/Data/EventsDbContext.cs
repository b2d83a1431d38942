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

    /// <summary>Events whose title, description or location contains the text, whatever the case.</summary>
    public abstract IQueryable<Event> EventsContaining(string text);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.StoreTimesAsUtc(Database.IsNpgsql());

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var postgres = Database.IsNpgsql();
        modelBuilder.MapSeed(postgres);
        modelBuilder.MapAdditions(postgres);
    }
}
