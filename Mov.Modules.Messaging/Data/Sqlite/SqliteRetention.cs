using Microsoft.EntityFrameworkCore;

namespace Mov.Modules.Messaging.Data.Sqlite;

internal sealed class SqliteRetention(IDbContextFactory<NotificationsContext> contexts) : IRetention
{
    // Few at a time: whoever wants to write meanwhile waits for one batch only.
    private const int BatchSize = 500;

    public async Task ApplyAsync(TimeSpan keepRead, DateTime now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (lastRead, lastSettled) = (now - keepRead, now - IRetention.KeepMails);
        await InBatchesAsync(() => context.Notifications
            .Where(row => context.Notifications.Where(old => old.ReadAt <= lastRead).OrderBy(old => old.ReadAt).Take(BatchSize).Select(old => old.Id).Contains(row.Id))
            .ExecuteDeleteAsync(cancellationToken));
        await InBatchesAsync(() => context.Mails
            .Where(row => context.Mails.Where(old => old.SettledAt <= lastSettled).OrderBy(old => old.SettledAt).Take(BatchSize).Select(old => old.Id).Contains(row.Id))
            .ExecuteDeleteAsync(cancellationToken));
    }

    private static async Task InBatchesAsync(Func<Task<int>> delete)
    {
        while (await delete() >= BatchSize)
        {
        }
    }
}
