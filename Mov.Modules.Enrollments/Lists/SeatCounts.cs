using Ardalis.Result;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Seats;
using Mov.Modules.Events.Contracts;

namespace Mov.Modules.Enrollments.Lists;

/// <summary>Reads the seats of events.</summary>
internal sealed class SeatCounts(KnownSeats rows, SeatEngine engine, IEventCatalog catalog)
{
    public async Task<Result<SeatCount>> CountAsync(int eventId, CancellationToken cancellationToken)
    {
        if (await rows.FindAsync(eventId, cancellationToken) is { } known)
        {
            return known;
        }

        // Nobody asked for this event yet, or only another client wrote rows of it.
        if (await catalog.FindSeatingAsync(eventId, cancellationToken) is not { } seating)
        {
            return Result.NotFound();
        }

        await engine.OrderAsync(eventId, new SeatRequest.Synchronize(recount: false), cancellationToken);
        return await rows.FindAsync(eventId, cancellationToken) ?? new SeatCount(eventId, seating.Capacity, 0, 0, seating.IsOpen);
    }

    public async Task<IReadOnlyDictionary<int, SeatCount>> CountAsync(IReadOnlyCollection<int> eventIds, CancellationToken cancellationToken)
    {
        if (eventIds.Count != 1)
        {
            return await rows.ReadAsync(eventIds, cancellationToken);
        }

        // One event shares a query with what others ask in the same moment.
        return await rows.FindAsync(eventIds.First(), cancellationToken) is { } known ? new Dictionary<int, SeatCount> { [known.EventId] = known } : [];
    }
}
