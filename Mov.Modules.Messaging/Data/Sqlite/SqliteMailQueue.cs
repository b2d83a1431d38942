using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MongoDB.Bson;
using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Messaging.Data.Sqlite;

internal sealed class SqliteMailQueue(IDbContextFactory<NotificationsContext> contexts) : IMailQueue
{
    private const int CountedAtMost = 10_000;

    public async Task AddAsync(IReadOnlyCollection<QueuedMail> mails, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        foreach (var mail in mails)
        {
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO mails (_id, userId, type, data, createdAt, due)
                VALUES ({mail.Id.ToString()}, {mail.UserId}, {mail.Type}, {JsonSerializer.Serialize(mail.Data, JsonSerializerOptions.Web)}, {mail.CreatedAt}, {mail.Due})
                ON CONFLICT DO NOTHING
                """,
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<QueuedMail?> ClaimAsync(DateTime now, DateTime leaseEnd, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // Between finding and taking it another process may have taken it: then the next one is looked for.
        while (await Due(context, now).FirstOrDefaultAsync(cancellationToken) is { } mail)
        {
            if (await context.Mails.Where(row => row.Id == mail.Id && row.Due == mail.Due)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Due, leaseEnd), cancellationToken) > 0)
            {
                return mail with { Due = leaseEnd };
            }
        }

        return null;
    }

    internal static IQueryable<QueuedMail> Due(NotificationsContext context, DateTime now) =>
        context.Mails.AsNoTracking().Where(mail => mail.Due <= now).OrderBy(mail => mail.Due).Take(1);

    public async Task SettleAsync(ObjectId id, MailOutcome outcome, DateTime now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Mails.Where(mail => mail.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(mail => mail.Due, (DateTime?)null).SetProperty(mail => mail.SettledAt, now).SetProperty(mail => mail.Outcome, outcome), cancellationToken);
    }

    public async Task PostponeAsync(ObjectId id, int attempts, DateTime due, string error, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Mails.Where(mail => mail.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(mail => mail.Due, due).SetProperty(mail => mail.Attempts, attempts).SetProperty(mail => mail.LastError, error), cancellationToken);
    }

    public async Task ParkAsync(ObjectId id, int attempts, DateTime now, string error, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Mails.Where(mail => mail.Id == id).ExecuteUpdateAsync(
            set => set
                .SetProperty(mail => mail.Due, (DateTime?)null)
                .SetProperty(mail => mail.ParkedAt, now)
                .SetProperty(mail => mail.Attempts, attempts)
                .SetProperty(mail => mail.LastError, error),
            cancellationToken);
    }

    public async Task<OutboxBacklog> CountAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return new OutboxBacklog(
            await context.Mails.Where(mail => mail.Due != null).Take(CountedAtMost).CountAsync(cancellationToken),
            await context.Mails.Where(mail => mail.ParkedAt != null).Take(CountedAtMost).CountAsync(cancellationToken));
    }
}
