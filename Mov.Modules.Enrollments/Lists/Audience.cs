using Microsoft.EntityFrameworkCore;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;

namespace Mov.Modules.Enrollments.Lists;

/// <summary>Reads whom an event concerns.</summary>
internal sealed class Audience(IDbContextFactory<EnrollmentsDbContext> contexts, OwnRows rows) : IEventAudience
{
    public async Task<IReadOnlyList<int>> ListAsync(int eventId, bool includeWaiting, int afterUserId, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Enrollments
            .Where(row => row.EventId == eventId && row.UserId > afterUserId
                && (row.Status == null || row.Status == StatusText.Enrolled || (includeWaiting && row.Status == StatusText.Waitlisted)))
            .OrderBy(row => row.UserId).Select(row => row.UserId).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<bool> IsEnrolledAsync(int eventId, int userId, CancellationToken cancellationToken) =>
        await rows.FindAsync(eventId, userId, cancellationToken) is EnrollmentStatus.Enrolled;

    public async Task<IReadOnlySet<int>> FilterEnrolledAsync(int eventId, IReadOnlyCollection<int> userIds, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Enrollments
            .Where(row => row.EventId == eventId && userIds.Contains(row.UserId) && (row.Status == null || row.Status == StatusText.Enrolled))
            .Select(row => row.UserId)
            .ToHashSetAsync(cancellationToken);
    }
}
