using Ardalis.Result;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Enrollments.Lists;
using Mov.Modules.Enrollments.Seats;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Enrollments.Enrolling;

/// <summary>Checks who may ask, asks the seats, and says in words what came of it.</summary>
internal sealed class EnrollmentDesk(
    SeatEngine engine,
    IUserDirectory users,
    IEventCatalog catalog,
    Places places,
    SeatCounts seats,
    OwnRows rows,
    AttendeeList attendees,
    IDbContextFactory<EnrollmentsDbContext> contexts,
    IStringLocalizer<EnrollmentsTexts> t,
    TimeProvider time) : IEnrollments
{
    public async Task<Result<Placement>> EnrollAsync(int eventId, int participantId, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(participantId, cancellationToken) is not { IsActive: true, Role: UserRole.Participant })
        {
            return Result.Forbidden(t["Only participants can enroll."]);
        }

        return await engine.AskAsync(eventId, new SeatRequest.Enroll(participantId), cancellationToken) switch
        {
            SeatAnswer.Seated => new Placement.Enrolled(),
            SeatAnswer.Queued(var place) => new Placement.Waitlisted(place),
            SeatAnswer.InQueue => await places.FindAsync(eventId, participantId, cancellationToken) ?? new Placement.Waitlisted(1),
            SeatAnswer.Unavailable(var cause) => Result.Unavailable(Unavailabilities.Say(t, cause)),
            _ => await WhyNotOpenAsync(eventId, participantId, cancellationToken),
        };
    }

    public async Task<Result> CancelAsync(int eventId, int participantId, CancellationToken cancellationToken) =>
        await users.FindAsync(participantId, cancellationToken) is { IsActive: true }
            ? await LeaveAsync(eventId, participantId, participantId, cancellationToken)
            : Result.Forbidden();

    public async Task<Result> RemoveAsync(int organizerId, int eventId, int participantId, CancellationToken cancellationToken) =>
        await RefuseOthersAsync(organizerId, eventId, cancellationToken) ?? await LeaveAsync(eventId, participantId, organizerId, cancellationToken);

    public Task<Placement?> FindPlacementAsync(int eventId, int userId, CancellationToken cancellationToken) => places.FindAsync(eventId, userId, cancellationToken);

    public async Task<Result<OwnPlace>> FindOwnPlaceAsync(int eventId, int userId, CancellationToken cancellationToken)
    {
        var row = await rows.FindWithSeatsAsync(eventId, userId, cancellationToken);
        if (row is null)
        {
            // The first one who asks for an event's seats makes them known, with the places that another client gave.
            var known = await seats.CountAsync(eventId, cancellationToken);
            if (!known.IsSuccess)
            {
                return known.Map();
            }

            row = new OwnRow(known.Value, await rows.FindAsync(eventId, userId, cancellationToken));
        }

        var placement = row.Status switch
        {
            EnrollmentStatus.Enrolled => new Placement.Enrolled(),
            EnrollmentStatus.Waitlisted => await places.FindAsync(eventId, userId, cancellationToken),
            _ => null,
        };
        return new OwnPlace(row.Seats, row.Status, placement);
    }

    public Task<Result<SeatCount>> CountSeatsAsync(int eventId, CancellationToken cancellationToken) => seats.CountAsync(eventId, cancellationToken);

    public Task<IReadOnlyDictionary<int, SeatCount>> CountSeatsAsync(IReadOnlyCollection<int> eventIds, CancellationToken cancellationToken) =>
        seats.CountAsync(eventIds, cancellationToken);

    public Task<Page<OwnEnrollment>> ListOwnAsync(int userId, int page, CancellationToken cancellationToken) => places.ListOwnAsync(userId, page, cancellationToken);

    public async Task<Result<IReadOnlyList<HistoryEntry>>> ReadHistoryAsync(int viewerId, int eventId, int userId, CancellationToken cancellationToken)
    {
        var own = viewerId == userId;
        if (!own && await RefuseOthersAsync(viewerId, eventId, cancellationToken) is not null)
        {
            return Result.Forbidden();
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var changes = await context.History.AsNoTracking().Where(change => change.EventId == eventId && change.UserId == userId)
            .OrderBy(change => change.Id).ToListAsync(cancellationToken);
        return changes.ConvertAll(change => new HistoryEntry(
            change.At,
            change.FromStatus is null ? null : StatusText.Parse(change.FromStatus),
            StatusText.Parse(change.ToStatus),
            own ? HistorySentences.ToThePerson(t, change) : HistorySentences.ToTheOrganizer(t, change)));
    }

    public async Task<Result<Page<Attendee>>> ListAttendeesAsync(int organizerId, int eventId, AttendeeKind kind, string? text, int page, CancellationToken cancellationToken) =>
        await RefuseOthersAsync(organizerId, eventId, cancellationToken) is { } refusal
            ? refusal.Map()
            : await attendees.ListAsync(eventId, kind, text, page, cancellationToken);

    public async Task<Result<IAsyncEnumerable<Attendee>>> StreamAttendeesAsync(int organizerId, int eventId, CancellationToken cancellationToken)
    {
        if (await RefuseOthersAsync(organizerId, eventId, cancellationToken) is { } refusal)
        {
            return refusal.Map();
        }

        await seats.CountAsync(eventId, cancellationToken);
        return Result.Success(attendees.StreamAsync(eventId, cancellationToken));
    }

    public async Task<IReadOnlyList<DayCount>> CountPerDayAsync(int organizerId, int days, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.UtcNow());
        var first = today.AddDays(1 - Math.Clamp(days, 1, 3660));
        var since = first.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var counted = await context.Seats.Where(row => row.OrganizerId == organizerId)
            .Join(context.Enrollments, row => row.EventId, enrollment => enrollment.EventId, (_, enrollment) => enrollment)
            .Where(enrollment => enrollment.Status == StatusText.Enrolled && enrollment.EnrolledAt >= since)
            .GroupBy(enrollment => enrollment.EnrolledAt!.Value.Date)
            .Select(day => new { Day = day.Key, Count = day.Count() })
            .ToListAsync(cancellationToken);
        var perDay = counted.ToDictionary(day => DateOnly.FromDateTime(day.Day), day => day.Count);
        return [.. Enumerable.Range(0, today.DayNumber - first.DayNumber + 1).Select(first.AddDays).Select(day => new DayCount(day, perDay.GetValueOrDefault(day)))];
    }

    private async Task<Result> LeaveAsync(int eventId, int participantId, int actorId, CancellationToken cancellationToken) =>
        await engine.AskAsync(eventId, new SeatRequest.Leave(participantId, actorId), cancellationToken) switch
        {
            SeatAnswer.Gone => Result.Success(),
            SeatAnswer.NeverThere => Result.NotFound(),
            SeatAnswer.Unavailable(var cause) => Result.Unavailable(Unavailabilities.Say(t, cause)),
            _ => Result.Conflict(Refusals.Leave(t, (await catalog.FindSeatingAsync(eventId, cancellationToken))?.Status)),
        };

    private async Task<Result<Placement>> WhyNotOpenAsync(int eventId, int participantId, CancellationToken cancellationToken) =>
        await catalog.GetAsync(eventId, participantId, cancellationToken) is { IsSuccess: true, Value.Status: var status }
            ? Result.Conflict(Refusals.Enroll(t, status))
            : Result.NotFound();

    /// <summary>Only the organizer of an event looks into it; others must not even learn of it while it is being planned.</summary>
    private async Task<Result?> RefuseOthersAsync(int organizerId, int eventId, CancellationToken cancellationToken)
    {
        if (await catalog.FindSeatingAsync(eventId, cancellationToken) is not { } seating)
        {
            return Result.NotFound();
        }

        if (seating.OrganizerId != organizerId)
        {
            return seating.Status == EventStatus.Planning ? Result.NotFound() : Result.Forbidden();
        }

        return await users.FindAsync(organizerId, cancellationToken) is { IsActive: true, Role: UserRole.Organizer } ? null : Result.Forbidden();
    }
}
