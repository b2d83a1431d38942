using Ardalis.Result;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Enrollments.Seats;
using Mov.Modules.Events.Contracts;

namespace Mov.Modules.Enrollments.Lists;

/// <summary>Reads the seats of events.</summary>
internal sealed class SeatCounts(IDbContextFactory<EnrollmentsDbContext> contexts, SeatEngine engine, IEventCatalog catalog)
{
    public async Task<Result<SeatCount>> CountAsync(int eventId, CancellationToken cancellationToken)
    {
        if (await FindAsync(eventId, cancellationToken) is { } known)
        {
            return known;
        }

        // Nobody asked for this event yet, or only another client wrote rows of it.
        if (await catalog.FindSeatingAsync(eventId, cancellationToken) is not { } seating)
        {
            return Result.NotFound();
        }

        await engine.OrderAsync(eventId, new SeatRequest.Synchronize(recount: false), cancellationToken);
        return await FindAsync(eventId, cancellationToken) ?? new SeatCount(eventId, seating.Capacity, 0, 0, seating.IsOpen);
    }

    public async Task<IReadOnlyDictionary<int, SeatCount>> CountAsync(IReadOnlyCollection<int> eventIds, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Seats.Where(row => eventIds.Contains(row.EventId) && row.Version > 0)
            .Select(row => new SeatCount(row.EventId, row.Capacity, row.Taken, row.Waiting, row.IsOpen))
            .ToDictionaryAsync(count => count.EventId, cancellationToken);
    }

    private async Task<SeatCount?> FindAsync(int eventId, CancellationToken cancellationToken) =>
        (await CountAsync([eventId], cancellationToken)).GetValueOrDefault(eventId);
}
