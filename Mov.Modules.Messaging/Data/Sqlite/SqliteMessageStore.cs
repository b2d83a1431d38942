using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data.Sqlite;

internal sealed class SqliteMessageStore(IDbContextFactory<ChatContext> contexts) : IMessageStore
{
    private const int ClaimedAtOnce = 500;
    private const int UniqueViolation = 19;

    public async Task<StoredMessage> AddAsync(StoredMessage message, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Messages.Add(message);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return message;
        }
        catch (DbUpdateException failure) when (message.ClientId is not null && failure.InnerException is SqliteException { SqliteErrorCode: UniqueViolation })
        {
            return await context.Messages.AsNoTracking().SingleAsync(
                first => first.SenderId == message.SenderId && first.ClientId == message.ClientId, cancellationToken);
        }
    }

    public async Task<StoredMessage?> FindAsync(int eventId, ObjectId id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Messages.AsNoTracking().SingleOrDefaultAsync(message => message.Id == id && message.EventId == eventId, cancellationToken);
    }

    public async Task<IReadOnlyList<StoredMessage>> ReadAsync(
        int eventId, MessageKey? from, HistoryDirection direction, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await History(context, eventId, from, direction, limit).ToListAsync(cancellationToken);
    }

    /// <summary>The first comparison bounds the index scan; the second settles equal times.</summary>
    internal static IQueryable<StoredMessage> History(ChatContext context, int eventId, MessageKey? from, HistoryDirection direction, int limit)
    {
        var room = context.Messages.AsNoTracking().Where(message => message.EventId == eventId);
        if (direction == HistoryDirection.Older)
        {
            return (from is { } end
                ? room.Where(message => message.Timestamp <= end.Timestamp && (message.Timestamp < end.Timestamp || message.Id < end.Id))
                : room).OrderByDescending(message => message.Timestamp).ThenByDescending(message => message.Id).Take(limit);
        }

        return (from is { } start
            ? room.Where(message => message.Timestamp >= start.Timestamp && (message.Timestamp > start.Timestamp || message.Id > start.Id))
            : room).OrderBy(message => message.Timestamp).ThenBy(message => message.Id).Take(limit);
    }

    public async Task<StoredMessage?> FindSentAsync(int senderId, string clientId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Messages.AsNoTracking().SingleOrDefaultAsync(message => message.SenderId == senderId && message.ClientId == clientId, cancellationToken);
    }

    public async Task<IReadOnlyList<DateTime>> ReadSentSinceAsync(int senderId, DateTime since, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await SentSince(context, senderId, since, limit).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<StoredMessage>> ReadPinnedAsync(int eventId, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Pinned(context, eventId, limit).ToListAsync(cancellationToken);
    }

    internal static IQueryable<DateTime> SentSince(ChatContext context, int senderId, DateTime since, int limit) => context.Messages
        .Where(message => message.SenderId == senderId && message.Timestamp > since)
        .OrderByDescending(message => message.Timestamp).Take(limit).Select(message => message.Timestamp);

    internal static IQueryable<StoredMessage> Pinned(ChatContext context, int eventId, int limit) => context.Messages.AsNoTracking()
        .Where(message => message.EventId == eventId && message.PinnedAt != null)
        .OrderByDescending(message => message.PinnedAt).Take(limit);

    public async Task<StoredMessage?> EditAsync(int eventId, ObjectId id, int senderId, string text, DateTime now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var edited = await Standing(context, eventId, id).Where(message => message.SenderId == senderId).ExecuteUpdateAsync(
            set => set.SetProperty(message => message.Message, text).SetProperty(message => message.Edited, true).SetProperty(message => message.UpdatedAt, now),
            cancellationToken);
        return edited == 0 ? null : await FindAsync(eventId, id, cancellationToken);
    }

    public async Task<StoredMessage?> RemoveAsync(int eventId, ObjectId id, int removedBy, string replacement, DateTime now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await Standing(context, eventId, id).ExecuteUpdateAsync(
            set => set.SetProperty(message => message.Message, replacement)
                .SetProperty(message => message.RemovedAt, now)
                .SetProperty(message => message.RemovedBy, removedBy)
                .SetProperty(message => message.UpdatedAt, now)
                .SetProperty(message => message.PinnedAt, (DateTime?)null),
            cancellationToken);
        return await FindAsync(eventId, id, cancellationToken);
    }

    public async Task<StoredMessage?> PinAsync(int eventId, ObjectId id, DateTime? pinnedAt, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = await Standing(context, eventId, id).Where(message => message.Announcement)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.PinnedAt, pinnedAt), cancellationToken);
        return changed == 0 ? null : await FindAsync(eventId, id, cancellationToken);
    }

    public async Task<PendingRoom?> ClaimRoomAsync(DateTime dueBy, DateTime now, DateTime leaseEnd, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await context.Messages.AnyAsync(message => message.Pending <= dueBy, cancellationToken))
        {
            return null;
        }

        // A write transaction from the start: one claim at a time.
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var leased = context.Messages.Where(message => message.Pending > now).Select(message => message.EventId);
        var room = await context.Messages
            .Where(message => message.Pending <= dueBy && !leased.Contains(message.EventId))
            .OrderBy(message => message.Pending)
            .Select(message => (int?)message.EventId)
            .FirstOrDefaultAsync(cancellationToken);
        if (room is not { } eventId)
        {
            return null;
        }

        var pending = await context.Messages.AsNoTracking()
            .Where(message => message.EventId == eventId && message.Pending <= dueBy)
            .OrderBy(message => message.Pending)
            .Take(ClaimedAtOnce)
            .Select(message => new { message.Id, message.Number, message.Timestamp })
            .ToListAsync(cancellationToken);
        var number = await context.Messages.Where(message => message.EventId == eventId && message.Number != null)
            .MaxAsync(message => message.Number, cancellationToken) ?? 0;
        foreach (var message in pending.OrderBy(message => message.Timestamp).ThenBy(message => message.Id))
        {
            long? given = message.Number ?? ++number;
            await context.Messages.Where(row => row.Id == message.Id).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Number, given).SetProperty(row => row.Pending, leaseEnd), cancellationToken);
        }

        var first = await context.Messages.Where(message => message.EventId == eventId && message.Pending != null && message.Number != null)
            .MinAsync(message => message.Number, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new PendingRoom(eventId, first ?? number);
    }

    public async Task<IReadOnlyList<NumberedMessage>> ReadTailAsync(int eventId, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Messages
            .Where(message => message.EventId == eventId && message.Number != null)
            .OrderByDescending(message => message.Number)
            .Take(limit)
            .Select(message => new NumberedMessage(message.Number!.Value, message.SenderId, new MessageKey(message.Timestamp, message.Id), message.Announcement))
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<StoredMessage>> ReadUntoldAnnouncementsAsync(int eventId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Messages.AsNoTracking()
            .Where(message => message.EventId == eventId && message.Pending != null && message.Announcement && message.RemovedAt == null)
            .OrderBy(message => message.Number)
            .ToListAsync(cancellationToken);
    }

    public async Task SettleAsync(int eventId, long throughNumber, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Messages
            .Where(message => message.EventId == eventId && message.Pending != null && message.Number <= throughNumber)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.Pending, (DateTime?)null), cancellationToken);
    }

    public async Task PostponeAsync(int eventId, DateTime until, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Messages
            .Where(message => message.EventId == eventId && message.Pending != null)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.Pending, until), cancellationToken);
    }

    public async Task<int> CountPendingAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Messages.CountAsync(message => message.Pending != null, cancellationToken);
    }

    private static IQueryable<StoredMessage> Standing(ChatContext context, int eventId, ObjectId id) =>
        context.Messages.Where(message => message.Id == id && message.EventId == eventId && message.RemovedAt == null);
}
