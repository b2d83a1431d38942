using Ardalis.Result;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Mov.Modules.Events.Catalog;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;
using Mov.Modules.Events.Lifecycle;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Management;

internal sealed class EventManagement(
    IDbContextFactory<EventsDbContext> contexts,
    OrganizerRights rights,
    EventEdits edits,
    EventMoves moves,
    EventDescriptions descriptions,
    IOptions<EventsSettings> settings,
    ILiveUpdates live,
    IStringLocalizer<EventsTexts> t,
    TimeProvider time) : IEventManagement
{
    /// <summary>How often somebody else may be quicker before we give up.</summary>
    private const int Attempts = 5;

    private string ChangedMeanwhile => t["Somebody else changed this event in the meantime. Look at the current version and try again."];

    public async Task<Result<EventDetails>> CreateAsync(int organizerId, EventDraft draft, CancellationToken cancellationToken)
    {
        if (!await rights.IsActiveOrganizerAsync(organizerId, cancellationToken))
        {
            return Result.Forbidden();
        }

        var facts = Check(draft, existing: null);
        if (!facts.IsSuccess)
        {
            return facts.Map(_ => default(EventDetails)!);
        }

        var created = edits.Apply(facts.Value, new Event { Title = "", Category = "", OrganizerId = organizerId, Status = EventStatus.Planning, CurrentParticipants = 0 });
        created.CreatedAt = created.UpdatedAt = time.UtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Events.Add(created);
        await context.SaveChangesAsync(cancellationToken);
        live.Tell(created.Id);
        return await descriptions.DescribeAsync(created, cancellationToken);
    }

    public async Task<Result<EventDetails>> EditAsync(
        int organizerId, int eventId, EventDraft draft, DateTime seenUpdatedAt, CancellationToken cancellationToken)
    {
        var own = await rights.FindOwnAsync(organizerId, eventId, cancellationToken);
        if (!own.IsSuccess)
        {
            return own.Map(_ => default(EventDetails)!);
        }

        var seen = own.Value;
        if (!EventLifecycle.CanEdit(seen.Status))
        {
            return Result.Conflict(EventLifecycle.RefuseEdit(t, seen.Status));
        }

        if (seen.Version.Ticks != seenUpdatedAt.Ticks)
        {
            return Result.Conflict(ChangedMeanwhile);
        }

        var facts = Check(draft, seen);
        if (!facts.IsSuccess)
        {
            return facts.Map(_ => default(EventDetails)!);
        }

        var edited = await edits.TryEditAsync(seen, facts.Value, cancellationToken);
        return await AnswerAsync(edited, cancellationToken);
    }

    public async Task<Result<EventDetails>> ResizeAsync(int organizerId, int eventId, int maxParticipants, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var own = await rights.FindOwnAsync(organizerId, eventId, cancellationToken);
            if (!own.IsSuccess)
            {
                return own.Map(_ => default(EventDetails)!);
            }

            var seen = own.Value;
            if (!EventLifecycle.CanEdit(seen.Status))
            {
                return Result.Conflict(EventLifecycle.RefuseEdit(t, seen.Status));
            }

            if (EventDraftValidator.CheckCapacity(t, maxParticipants) is { } wrong)
            {
                return Result.Invalid(wrong);
            }

            if (seen.MaxParticipants == maxParticipants)
            {
                return await descriptions.DescribeAsync(seen, cancellationToken);
            }

            var resized = await edits.TryEditAsync(seen, EventFacts.Of(seen) with { MaxParticipants = maxParticipants }, cancellationToken);
            if (!resized.IsConflict())
            {
                return await AnswerAsync(resized, cancellationToken);
            }
        }

        return Result.Conflict(ChangedMeanwhile);
    }

    public async Task<Result<EventDetails>> ChangeStatusAsync(int organizerId, int eventId, EventStatus status, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var own = await rights.FindOwnAsync(organizerId, eventId, cancellationToken);
            if (!own.IsSuccess)
            {
                return own.Map(_ => default(EventDetails)!);
            }

            var seen = own.Value;
            if (seen.Status == status)
            {
                return await descriptions.DescribeAsync(seen, cancellationToken);
            }

            if (!EventLifecycle.CanMove(seen.Status, status))
            {
                return Result.Conflict(EventLifecycle.Refuse(t, seen.Status, status));
            }

            if (status == EventStatus.Published && seen.Date <= time.UtcNow())
            {
                return Result.Conflict(t["The date of this event has passed. Give it a new one, then publish it."]);
            }

            if (await moves.TryMoveAsync(seen, status, cancellationToken) is { } moved)
            {
                return await descriptions.DescribeAsync(moved, cancellationToken);
            }
        }

        return Result.Conflict(ChangedMeanwhile);
    }

    public async Task<Result> DeleteAsync(int organizerId, int eventId, CancellationToken cancellationToken)
    {
        var own = await rights.FindOwnAsync(organizerId, eventId, cancellationToken);
        if (!own.IsSuccess)
        {
            return own.Map();
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var deleted = await context.Events
            .Where(@event => @event.Id == eventId && @event.Status == EventStatus.Planning)
            .ExecuteDeleteAsync(cancellationToken);
        if (deleted == 0)
        {
            return Result.Conflict(t["Only an event that was never published can be deleted. You can cancel a published one."]);
        }

        live.Tell(eventId);
        return Result.Success();
    }

    private Result<EventFacts> Check(EventDraft draft, Event? existing)
    {
        var tidy = EventFacts.Tidy(draft);
        var errors = new EventDraftValidator(t, settings.Value, time.UtcNow(), existing).Validate(tidy).Errors;
        return errors.Count == 0
            ? EventFacts.From(tidy, existing)
            : Result.Invalid([.. errors.Select(error => new ValidationError(error.PropertyName, error.ErrorMessage, error.ErrorCode, ValidationSeverity.Error))]);
    }

    private async Task<Result<EventDetails>> AnswerAsync(Result<Event> edited, CancellationToken cancellationToken) => edited switch
    {
        { IsSuccess: true } => await descriptions.DescribeAsync(edited.Value, cancellationToken),
        { Status: ResultStatus.Conflict } => Result.Conflict(ChangedMeanwhile),
        _ => edited.Map(_ => default(EventDetails)!),
    };
}
