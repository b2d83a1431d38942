using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Shared;

namespace Mov.Modules.Enrollments.Lists;

/// <summary>Reads where people stand. The place in the queue is exact: the number of smaller tickets plus one, of which the blocks in front are counted already and only
/// the rest of the own block is counted in the index.</summary>
internal sealed class Places(IDbContextFactory<EnrollmentsDbContext> contexts, OwnRows rows, IMemoryCache cache)
{
    private const int PageSize = 20;

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
                    .Select(mine => (int?)(
                        context.WaitlistBlocks.Where(block => block.EventId == mine.EventId && block.Block < mine.Position / WaitlistBlockRow.Size).Sum(block => block.Waiting)
                        + context.Waitlist.Count(other => other.EventId == mine.EventId && other.Position < mine.Position
                            && other.Position >= (mine.Position < WaitlistBlockRow.Size ? int.MinValue : mine.Position / WaitlistBlockRow.Size * WaitlistBlockRow.Size))
                        + context.Waitlist.Count(other => other.EventId == mine.EventId && other.Position == mine.Position && other.Id <= mine.Id)))
                    .FirstOrDefault()
                : null,
        })
        .Select(found => new Found(found.EventId, StatusText.Parse(found.Status), found.Place, found.EnrolledAt ?? DateTime.UnixEpoch));

    private sealed record Waits(int EventId, int UserId);

    private sealed record Found(int EventId, EnrollmentStatus Status, int? Place, DateTime Since);
}
