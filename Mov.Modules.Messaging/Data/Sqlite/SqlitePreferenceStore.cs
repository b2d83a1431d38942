using Microsoft.EntityFrameworkCore;
using Mov.Modules.Messaging.Contracts;

namespace Mov.Modules.Messaging.Data.Sqlite;

internal sealed class SqlitePreferenceStore(IDbContextFactory<NotificationsContext> contexts) : IPreferenceStore
{
    public async Task<IReadOnlyDictionary<int, IReadOnlyDictionary<string, NotificationChannels>>> FindAsync(
        IReadOnlyCollection<int> userIds, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Preferences.AsNoTracking().Where(row => userIds.Contains(row.UserId)).ToListAsync(cancellationToken);
        return rows.GroupBy(row => row.UserId).ToDictionary(
            own => own.Key,
            IReadOnlyDictionary<string, NotificationChannels> (own) => own
                .Select(row => (row.Type, Channels: StoredChannels.FromStored(row.Channels)))
                .Where(choice => choice.Channels is not null)
                .ToDictionary(choice => choice.Type, choice => choice.Channels!.Value, StringComparer.Ordinal));
    }

    public async Task SaveAsync(int userId, IReadOnlyDictionary<string, NotificationChannels> chosen, DateTime now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (type, channels) in chosen)
        {
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO preferences (userId, type, channels, updatedAt) VALUES ({userId}, {type}, {channels.ToStored()}, {now})
                ON CONFLICT (userId, type) DO UPDATE SET channels = excluded.channels, updatedAt = excluded.updatedAt
                """,
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
