using Microsoft.EntityFrameworkCore;
using Mov.Modules.Events.Data;
using Mov.Modules.Shared;

namespace Mov.Modules.Events.Catalog;

/// <summary>Reads single events of organizers in good standing. Many who look at one event at the same moment, as when its room has news, cost one query.</summary>
internal sealed class EventReads(IDbContextFactory<EventsDbContext> contexts)
{
    private const int MostAtOnce = 200;

    private readonly GatheredReads<int, Event> _reads = new(eventIds => ReadAsync(contexts, eventIds), MostAtOnce);

    public Task<Event?> FindAsync(int eventId, CancellationToken cancellationToken) => _reads.FindAsync(eventId, cancellationToken);

    private static async Task<Dictionary<int, Event>> ReadAsync(IDbContextFactory<EventsDbContext> contexts, int[] eventIds)
    {
        await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
        return await context.Events.AsNoTracking()
            .Where(@event => EF.Parameter(eventIds).Contains(@event.Id))
            .Where(@event => !context.OrganizerStandings.Any(standing => standing.OrganizerId == @event.OrganizerId && !standing.IsActive))
            .ToDictionaryAsync(@event => @event.Id, CancellationToken.None);
    }
}
