using Microsoft.EntityFrameworkCore;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;
using Mov.Modules.Events.Seats;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Lifecycle;

/// <summary>Moves one event along its lifecycle, for organizers and for the clock alike.</summary>
internal sealed class EventMoves(IDbContextFactory<EventsDbContext> contexts, SeatHolds seats, ILiveUpdates live, TimeProvider time)
{
    /// <summary>Makes a move that the lifecycle has, unless the event is no longer as it was <paramref name="seen"/>.</summary>
    /// <returns>The moved event, or <see langword="null"/> when somebody else changed it first: look again.</returns>
    public async Task<Event?> TryMoveAsync(Event seen, EventStatus to, CancellationToken cancellationToken)
    {
        // Only who was open has seats to close; a Planning event gives none.
        await using var hold = seen.Status is EventStatus.Published or EventStatus.Running
            ? await seats.CloseAsync(seen.Id, cancellationToken)
            : null;
        var moved = await CommitAsync(seen, to, cancellationToken);
        if (moved is null)
        {
            return null;
        }

        hold?.Settle();
        if (to == EventStatus.Published)
        {
            await seats.SynchronizeAsync(seen.Id);
        }

        live.Tell(seen.Id);
        return moved;
    }

    private async Task<Event?> CommitAsync(Event seen, EventStatus to, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = time.UtcNow();
        var changed = await context.Events.StillAs(seen).ExecuteUpdateAsync(
            set => set
                .SetProperty(@event => @event.Status, to)
                .SetProperty(@event => @event.UpdatedAt, seen.NextVersion(now))
                .SetProperty(@event => @event.SeatHold, (int?)null)
                .SetProperty(@event => @event.SeatHoldUntil, (DateTime?)null),
            cancellationToken);
        if (changed == 0)
        {
            return null;
        }

        var moved = await context.Events.AsNoTracking().SingleAsync(@event => @event.Id == seen.Id, cancellationToken);
        context.Outbox.Add(OutboxMessage.For(WhatHappened(seen.Status, moved), now));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return moved;
    }

    private static IIntegrationEvent WhatHappened(EventStatus from, Event moved) => moved.Status switch
    {
        EventStatus.Published => new EventPublished(moved.Id, moved.OrganizerId, moved.Title),
        EventStatus.Running => new EventStarted(moved.Id, moved.OrganizerId, moved.Title),
        EventStatus.Completed => new EventCompleted(moved.Id, moved.OrganizerId, moved.Title),
        EventStatus.Canceled => new EventCanceled(moved.Id, moved.OrganizerId, moved.Title, WasPublished: from == EventStatus.Published),
        _ => throw new InvalidOperationException($"Nothing moves to {moved.Status}."),
    };
}
