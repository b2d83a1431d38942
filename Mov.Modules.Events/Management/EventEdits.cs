using Ardalis.Result;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;
using Mov.Modules.Events.Seats;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Management;

/// <summary>Writes new facts of an event, and with them what others must learn.</summary>
internal sealed class EventEdits(IDbContextFactory<EventsDbContext> contexts, SeatHolds seats, ILiveUpdates live, IStringLocalizer<EventsTexts> t, TimeProvider time)
{
    /// <summary>Changes an event that may be edited, unless it is no longer as it was <paramref name="seen"/>.</summary>
    /// <returns>The event; Invalid under MaxParticipants when more seats are taken; Conflict when somebody else changed it first.</returns>
    public async Task<Result<Event>> TryEditAsync(Event seen, EventFacts facts, CancellationToken cancellationToken)
    {
        var isPublished = seen.Status == EventStatus.Published;
        await using var hold = isPublished && facts.MaxParticipants < seen.MaxParticipants
            ? await seats.LowerAsync(seen.Id, facts.MaxParticipants, cancellationToken)
            : null;
        if (hold is { Answer.Status: ResultStatus.Unavailable })
        {
            return hold.Answer;
        }

        if (hold is { Answer.IsSuccess: false })
        {
            var taken = hold.Answer.Errors.FirstOrDefault();
            return Result.Invalid(new ValidationError(
                nameof(EventDraft.MaxParticipants), t["{0} seats are taken already; there cannot be fewer.", taken ?? ""], "SeatsTaken", ValidationSeverity.Error));
        }

        var edited = await CommitAsync(seen, facts, isPublished, cancellationToken);
        if (edited is null)
        {
            return Result.Conflict();
        }

        hold?.Settle();
        if (isPublished && facts.MaxParticipants > seen.MaxParticipants)
        {
            await seats.SynchronizeAsync(seen.Id);
        }

        live.Tell(seen.Id);
        return edited;
    }

    /// <summary>The facts written into a row.</summary>
    public Event Apply(EventFacts facts, Event row)
    {
        (row.Title, row.Description, row.Category, row.Location) = (facts.Title, facts.Description, facts.Category, facts.Location);
        (row.Date, row.EndsAt, row.TimeZone, row.UtcOffset) = (facts.Date, facts.EndsAt, facts.TimeZone, facts.UtcOffset);
        row.MaxParticipants = facts.MaxParticipants;
        return row;
    }

    private async Task<Event?> CommitAsync(Event seen, EventFacts facts, bool isPublished, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var now = time.UtcNow();
        var changed = await context.Events.StillAs(seen).ExecuteUpdateAsync(
            set => set
                .SetProperty(@event => @event.Title, facts.Title)
                .SetProperty(@event => @event.Description, facts.Description)
                .SetProperty(@event => @event.Category, facts.Category)
                .SetProperty(@event => @event.Location, facts.Location)
                .SetProperty(@event => @event.Date, facts.Date)
                .SetProperty(@event => @event.EndsAt, facts.EndsAt)
                .SetProperty(@event => @event.TimeZone, facts.TimeZone)
                .SetProperty(@event => @event.UtcOffset, facts.UtcOffset)
                .SetProperty(@event => @event.MaxParticipants, facts.MaxParticipants)
                .SetProperty(@event => @event.UpdatedAt, seen.NextVersion(now))
                .SetProperty(@event => @event.SeatHold, (int?)null)
                .SetProperty(@event => @event.SeatHoldUntil, (DateTime?)null),
            cancellationToken);
        if (changed == 0)
        {
            return null;
        }

        if (isPublished && facts.ChangesFrom(seen) is { Count: > 0 } changes)
        {
            context.Outbox.Add(OutboxMessage.For(new EventUpdated(seen.Id, seen.OrganizerId, facts.Title, changes), now));
        }

        if (isPublished && facts.MaxParticipants != seen.MaxParticipants)
        {
            context.Outbox.Add(OutboxMessage.For(new EventCapacityChanged(seen.Id, facts.MaxParticipants), now));
        }

        await context.SaveChangesAsync(cancellationToken);
        var edited = await context.Events.AsNoTracking().SingleAsync(@event => @event.Id == seen.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return edited;
    }
}
