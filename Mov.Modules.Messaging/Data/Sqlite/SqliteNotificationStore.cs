using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data.Sqlite;

internal sealed class SqliteNotificationStore(IDbContextFactory<NotificationsContext> contexts) : INotificationStore
{
    public async Task<int> AddAsync(IReadOnlyCollection<StoredNotification> notifications, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var added = 0;
        foreach (var notification in notifications)
        {
            added += await InsertAsync(context, notification, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return added;
    }

    public async Task<IReadOnlyList<StoredNotification>> ListAsync(
        int userId, bool unreadOnly, NotificationKey? before, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await List(context, userId, unreadOnly, before, limit).ToListAsync(cancellationToken);
    }

    /// <summary>The first comparison bounds the index scan; the second settles equal times. Unread is a parameter, because EF Core turns a
    /// comparison with the constant into <c>NOT (read)</c>, which no index serves.</summary>
    internal static IQueryable<StoredNotification> List(NotificationsContext context, int userId, bool unreadOnly, NotificationKey? before, int limit)
    {
        var list = context.Notifications.AsNoTracking().Where(notification => notification.UserId == userId);
        if (unreadOnly)
        {
            list = list.Where(notification => notification.Read == EF.Parameter(false));
        }

        if (before is { } end)
        {
            list = list.Where(notification => notification.CreatedAt <= end.CreatedAt && (notification.CreatedAt < end.CreatedAt || notification.Id < end.Id));
        }

        return list.OrderByDescending(notification => notification.CreatedAt).ThenByDescending(notification => notification.Id).Take(limit);
    }

    public async Task<StoredNotification?> FindAsync(int userId, ObjectId id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Notifications.AsNoTracking()
            .SingleOrDefaultAsync(notification => notification.Id == id && notification.UserId == userId, cancellationToken);
    }

    public async Task<int> CountUnreadAsync(int userId, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Notifications.Where(notification => notification.UserId == userId && notification.Read == EF.Parameter(false)).Take(limit).CountAsync(cancellationToken);
    }

    public async Task<bool> MarkReadAsync(int userId, ObjectId id, DateTime now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Notifications
            .Where(notification => notification.Id == id && notification.UserId == userId && notification.Read == EF.Parameter(false))
            .ExecuteUpdateAsync(set => set.SetProperty(notification => notification.Read, true).SetProperty(notification => notification.ReadAt, now), cancellationToken) > 0;
    }

    public async Task<bool> MarkAllReadAsync(int userId, DateTime now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Notifications
            .Where(notification => notification.UserId == userId && notification.Read == EF.Parameter(false))
            .ExecuteUpdateAsync(set => set.SetProperty(notification => notification.Read, true).SetProperty(notification => notification.ReadAt, now), cancellationToken) > 0;
    }

    public async Task<IReadOnlyDictionary<int, StoredNotification>> FindInRoomAsync(
        int eventId, IReadOnlyCollection<int> userIds, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Notifications.AsNoTracking()
            .Where(notification => notification.Room == eventId && userIds.Contains(notification.UserId))
            .ToListAsync(cancellationToken);
        return found.ToDictionary(notification => notification.UserId);
    }

    public async Task ApplyInRoomAsync(IReadOnlyCollection<RoomChange> changes, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        foreach (var change in changes)
        {
            await ApplyAsync(context, change, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ApplyAsync(NotificationsContext context, RoomChange change, CancellationToken cancellationToken)
    {
        var (before, after) = change;
        if (!change.IsNew)
        {
            await context.Notifications
                .Where(row => row.Id == after.Id && row.Read == EF.Parameter(false) && row.ToldThrough == before!.ToldThrough)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Data, after.Data).SetProperty(row => row.ToldThrough, after.ToldThrough)
                        .SetProperty(row => row.Read, after.Read).SetProperty(row => row.ReadAt, after.ReadAt),
                    cancellationToken);
        }
        else if (await InsertAsync(context, after, cancellationToken) > 0 && before is not null)
        {
            await context.Notifications.Where(row => row.Id == before.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Room, (int?)null), cancellationToken);
        }
    }

    // EF Core cannot leave out what is there already.
    private static Task<int> InsertAsync(NotificationsContext context, StoredNotification row, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO notifications (_id, userId, type, data, read, readAt, createdAt, room, seenThrough, toldThrough)
            VALUES ({row.Id.ToString()}, {row.UserId}, {row.Type}, {JsonSerializer.Serialize(row.Data, JsonSerializerOptions.Web)}, {row.Read}, {row.ReadAt}, {row.CreatedAt}, {row.Room}, {row.SeenThrough}, {row.ToldThrough})
            ON CONFLICT DO NOTHING
            """,
            cancellationToken);
}
