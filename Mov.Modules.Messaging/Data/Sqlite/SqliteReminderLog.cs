using Microsoft.EntityFrameworkCore;
using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data.Sqlite;

internal sealed class SqliteReminderLog(IDbContextFactory<NotificationsContext> contexts) : IReminderLog
{
    public async Task<IReadOnlySet<ObjectId>> FindDoneAsync(IReadOnlyCollection<ObjectId> ids, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Reminders.AsNoTracking().Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToHashSetAsync(cancellationToken);
    }

    public async Task SettleAsync(ObjectId id, int eventId, DateTime now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO reminders (_id, eventId, doneAt) VALUES ({id.ToString()}, {eventId}, {now}) ON CONFLICT DO NOTHING", cancellationToken);
    }
}
