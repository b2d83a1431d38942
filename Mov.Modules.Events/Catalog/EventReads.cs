using Microsoft.EntityFrameworkCore;
using Mov.Modules.Events.Data;
using Mov.Modules.Shared;

namespace Mov.Modules.Events.Catalog;

/// <summary>Events of organizers who are not deactivated, one at a time for those who ask. Many look at one event, or at one each, in the same moment: they share a query.</summary>
internal sealed class EventReads(IDbContextFactory<EventsDbContext> contexts)
{
    private const int MostAtOnce = 200;

    private readonly GatheredReads<int, Event> _reads = new(ids => ReadAsync(contexts, ids), MostAtOnce);

    /// <summary>The row as it is after this was asked.</summary>
    public Task<Event?> FindAsync(int eventId, CancellationToken cancellationToken) => _reads.FindAsync(eventId, cancellationToken);

    private static async Task<Dictionary<int, Event>> ReadAsync(IDbContextFactory<EventsDbContext> contexts, int[] ids)
    {
        await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
        return await context.Events.AsNoTracking()
            .Where(@event => EF.Parameter(ids).Contains(@event.Id))
            .Where(@event => !context.OrganizerStandings.Any(standing => standing.OrganizerId == @event.OrganizerId && !standing.IsActive))
            .ToDictionaryAsync(@event => @event.Id, CancellationToken.None);
    }
}
