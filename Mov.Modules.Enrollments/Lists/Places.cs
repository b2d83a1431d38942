using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Shared;

namespace Mov.Modules.Enrollments.Lists;

/// <summary>Reads where people stand. The place in the queue is exact: the number of smaller tickets plus one, counted in the index. In a long queue it is counted from
/// the nearer end; how long the queue is, its seat row says.</summary>
internal sealed class Places(IDbContextFactory<EnrollmentsDbContext> contexts, OwnRows rows, IMemoryCache cache)
{
    private const int PageSize = 20;

    /// <summary>Tickets that are counted from the front in any case, without trusting the seat row.</summary>
    private const int AlwaysFromFront = 1_000;

    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    public async Task<Placement?> FindAsync(int eventId, int userId, CancellationToken cancellationToken)
    {
        // Most people do not wait, and need not have a place counted. Who waited a moment ago is asked for with the place at once.
        var waits = new Waits(eventId, userId);
        if (!cache.TryGetValue(waits, out _) && await rows.FindAsync(eventId, userId, cancellationToken) is not EnrollmentStatus.Waitlisted and var status)
        {
            return status is EnrollmentStatus.Enrolled ? new Placement.Enrolled() : null;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await WithPlace(context, context.Enrollments.Where(row => row.EventId == eventId && row.UserId == userId)).FirstOrDefaultAsync(cancellationToken);
        switch (found?.Status)
        {
            case EnrollmentStatus.Waitlisted:
                cache.Set(waits, true, Moment);
                return new Placement.Waitlisted(found.Place ?? 1);
            case EnrollmentStatus.Enrolled:
                return new Placement.Enrolled();
            default:
                return null;
        }
    }

    public async Task<Page<OwnEnrollment>> ListOwnAsync(int userId, int page, CancellationToken cancellationToken)
    {
        page = Math.Max(1, page);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var own = context.Enrollments.Where(row => row.UserId == userId);
        var total = await own.CountAsync(cancellationToken);
        var shown = own
            .OrderBy(row => row.Status == StatusText.Canceled ? 1 : 0).ThenByDescending(row => row.EnrolledAt).ThenByDescending(row => row.Id)
            .Skip((page - 1) * PageSize).Take(PageSize);
        return new Page<OwnEnrollment>(
            [.. (await WithPlace(context, shown).ToListAsync(cancellationToken)).Select(found => new OwnEnrollment(found.EventId, found.Status, found.Place, found.Since))],
            page, PageSize, total);
    }

    private static IQueryable<Found> WithPlace(EnrollmentsDbContext context, IQueryable<EnrollmentRow> rows) =>
        rows.Select(row => new
        {
            row.EventId,
            row.Status,
            row.EnrolledAt,
            Place = row.Status == StatusText.Waitlisted
                ? context.Waitlist.Where(mine => mine.EventId == row.EventId && mine.UserId == row.UserId)
                    .Select(mine => new
                    {
                        Mine = mine,
                        First = context.Waitlist.Where(other => other.EventId == mine.EventId).Min(other => other.Position),
                        Last = context.Waitlist.Where(other => other.EventId == mine.EventId).Max(other => other.Position),
                        Seats = context.Seats.FirstOrDefault(seats => seats.EventId == mine.EventId && seats.Version > 0),
                    })
                    // A ticket that the seat row does not know of was written by another client; until it is counted, so is everything in front.
                    .Select(one => (int?)(one.Seats != null && one.Last < one.Seats.NextPosition
                            && one.Mine.Position - one.First > AlwaysFromFront && one.Mine.Position - one.First > one.Last - one.Mine.Position
                        ? one.Seats.Waiting
                            - context.Waitlist.Count(other => other.EventId == one.Mine.EventId && other.Position > one.Mine.Position)
                            - context.Waitlist.Count(other => other.EventId == one.Mine.EventId && other.Position == one.Mine.Position && other.Id > one.Mine.Id)
                        : context.Waitlist.Count(other => other.EventId == one.Mine.EventId && other.Position < one.Mine.Position)
                            + context.Waitlist.Count(other => other.EventId == one.Mine.EventId && other.Position == one.Mine.Position && other.Id <= one.Mine.Id)))
                    .FirstOrDefault()
                : null,
        })
        .Select(found => new Found(found.EventId, StatusText.Parse(found.Status), found.Place, found.EnrolledAt ?? DateTime.UnixEpoch));

    private sealed record Waits(int EventId, int UserId);

    private sealed record Found(int EventId, EnrollmentStatus Status, int? Place, DateTime Since);
}
