using Microsoft.EntityFrameworkCore;

namespace Mov.Modules.Messaging.Data.Sqlite;

internal sealed class SqliteVisitStore(IDbContextFactory<ChatContext> contexts) : IVisitStore
{
    public async Task<IReadOnlyDictionary<int, MessageKey>> FindAsync(int eventId, IReadOnlyCollection<int> userIds, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await Of(context, eventId, userIds).AsNoTracking().ToListAsync(cancellationToken);
        return found.ToDictionary(visit => visit.UserId, visit => visit.Seen);
    }

    public async Task AdvanceAsync(int eventId, IReadOnlyCollection<int> userIds, MessageKey seen, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // A write transaction from the start, so that nobody comes between the look and the insert.
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await Of(context, eventId, userIds)
            .Where(visit => visit.SeenTimestamp < seen.Timestamp || (visit.SeenTimestamp == seen.Timestamp && visit.SeenId < seen.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(visit => visit.SeenTimestamp, seen.Timestamp).SetProperty(visit => visit.SeenId, seen.Id), cancellationToken);
        var there = await Of(context, eventId, userIds).Select(visit => visit.UserId).ToListAsync(cancellationToken);
        context.Visits.AddRange(userIds.Except(there).Select(user => new StoredVisit { EventId = eventId, UserId = user, SeenTimestamp = seen.Timestamp, SeenId = seen.Id }));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    internal static IQueryable<StoredVisit> Of(ChatContext context, int eventId, IReadOnlyCollection<int> userIds) =>
        context.Visits.Where(visit => visit.EventId == eventId && userIds.Contains(visit.UserId));
}
