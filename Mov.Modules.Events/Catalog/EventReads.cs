using Microsoft.EntityFrameworkCore;
using Mov.Modules.Events.Data;
using Mov.Modules.Shared;

namespace Mov.Modules.Events.Catalog;

/// <summary>Events of organizers who are not deactivated, one at a time for those who ask. Many look at one event, or at one each, in the same moment: they share a query.</summary>
internal sealed class EventReads(IDbContextFactory<EventsDbContext> contexts)
{
    private const int MostAtOnce = 200;

    private readonly GatheredCalls<int, Event> _reads = new(Reader(contexts), MostAtOnce);

    /// <summary>The row as it is after this was asked.</summary>
    public Task<Event?> FindAsync(int eventId, CancellationToken cancellationToken) => _reads.AskAsync(eventId, cancellationToken);

    private static Func<int[], Task<Dictionary<int, Event>>> Reader(IDbContextFactory<EventsDbContext> contexts)
    {
        // Every page of an event asks this: it is worked out once.
        var find = EF.CompileAsyncQuery((EventsDbContext context, int[] ids) => context.Events.AsNoTracking()
            .Where(@event => ids.Contains(@event.Id))
            .Where(@event => !context.OrganizerStandings.Any(standing => standing.OrganizerId == @event.OrganizerId && !standing.IsActive)));
        return async ids =>
        {
            await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
            return await find(context, ids).ToDictionaryAsync(@event => @event.Id, cancellationToken: CancellationToken.None);
        };
    }
}
