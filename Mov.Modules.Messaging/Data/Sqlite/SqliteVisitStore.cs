using Microsoft.EntityFrameworkCore;

namespace Mov.Modules.Messaging.Data.Sqlite;

internal sealed class SqliteVisitStore(IDbContextFactory<ChatContext> contexts) : IVisitStore
{
    public async Task<MessageKey?> FindAsync(int eventId, int userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var visit = await context.Visits.AsNoTracking().SingleOrDefaultAsync(one => one.EventId == eventId && one.UserId == userId, cancellationToken);
        return visit?.Seen;
    }

    public async Task AdvanceAsync(int eventId, int userId, MessageKey seen, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var visit = context.Visits.Where(one => one.EventId == eventId && one.UserId == userId);

        // A write transaction from the start, so that nobody comes between the look and the insert.
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await visit.AnyAsync(cancellationToken))
        {
            context.Visits.Add(new StoredVisit { EventId = eventId, UserId = userId, SeenTimestamp = seen.Timestamp, SeenId = seen.Id });
            await context.SaveChangesAsync(cancellationToken);
        }
        else
        {
            await visit.Where(one => one.SeenTimestamp < seen.Timestamp || (one.SeenTimestamp == seen.Timestamp && one.SeenId < seen.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.SeenTimestamp, seen.Timestamp).SetProperty(one => one.SeenId, seen.Id), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
