using Microsoft.EntityFrameworkCore;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Shared;

namespace Mov.Modules.Enrollments.Lists;

/// <summary>The seat rows of events that are known already. Many look at one event, or at one each, in the same moment: they share a query.</summary>
internal sealed class KnownSeats
{
    private const int MostAtOnce = 200;

    private readonly Func<int[], Task<Dictionary<int, SeatCount>>> _readAsync;
    private readonly GatheredCalls<int, SeatCount> _reads;

    public KnownSeats(IDbContextFactory<EnrollmentsDbContext> contexts)
    {
        // Every page of an event and every list asks this: it is worked out once.
        var find = EF.CompileAsyncQuery((EnrollmentsDbContext context, int[] eventIds) => context.Seats
            .Where(row => eventIds.Contains(row.EventId) && row.Version > 0)
            .Select(row => new SeatCount(row.EventId, row.Capacity, row.Taken, row.Waiting, row.IsOpen)));
        _readAsync = async eventIds =>
        {
            await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
            return await find(context, eventIds).ToDictionaryAsync(count => count.EventId, cancellationToken: CancellationToken.None);
        };
        _reads = new GatheredCalls<int, SeatCount>(_readAsync, MostAtOnce);
    }

    /// <summary>The seats as they are after this was asked.</summary>
    public Task<SeatCount?> FindAsync(int eventId, CancellationToken cancellationToken) => _reads.AskAsync(eventId, cancellationToken);

    /// <summary>Those of a list.</summary>
    public Task<Dictionary<int, SeatCount>> ReadAsync(IReadOnlyCollection<int> eventIds, CancellationToken cancellationToken) => _readAsync([.. eventIds]).WaitAsync(cancellationToken);
}
