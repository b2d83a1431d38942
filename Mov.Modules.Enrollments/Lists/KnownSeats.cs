using Microsoft.EntityFrameworkCore;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Shared;

namespace Mov.Modules.Enrollments.Lists;

/// <summary>The seat rows of events that are known already. Many look at one event, or at one each, in the same moment: they share a query.</summary>
internal sealed class KnownSeats(IDbContextFactory<EnrollmentsDbContext> contexts)
{
    private const int MostAtOnce = 200;

    private readonly GatheredReads<int, SeatCount> _reads = new(ids => ReadAsync(contexts, ids, CancellationToken.None), MostAtOnce);

    /// <summary>The seats as they are after this was asked.</summary>
    public Task<SeatCount?> FindAsync(int eventId, CancellationToken cancellationToken) => _reads.FindAsync(eventId, cancellationToken);

    /// <summary>Those of a list.</summary>
    public Task<Dictionary<int, SeatCount>> ReadAsync(IReadOnlyCollection<int> eventIds, CancellationToken cancellationToken) => ReadAsync(contexts, [.. eventIds], cancellationToken);

    private static async Task<Dictionary<int, SeatCount>> ReadAsync(IDbContextFactory<EnrollmentsDbContext> contexts, int[] eventIds, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Seats.Where(row => EF.Parameter(eventIds).Contains(row.EventId) && row.Version > 0)
            .Select(row => new SeatCount(row.EventId, row.Capacity, row.Taken, row.Waiting, row.IsOpen))
            .ToDictionaryAsync(count => count.EventId, cancellationToken);
    }
}
