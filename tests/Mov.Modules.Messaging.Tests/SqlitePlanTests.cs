using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Data.Sqlite;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Storage;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

public sealed class SqlitePlanTests
{
    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_query_of_the_pages_is_served_in_order_by_an_index()
    {
        await using var app = await StartAsync(StorageMode.Embedded);
        await using var chat = await app.Get<IDbContextFactory<ChatContext>>().CreateDbContextAsync(Cancellation);
        await using var notifications = await app.Get<IDbContextFactory<NotificationsContext>>().CreateDbContextAsync(Cancellation);
        var message = new MessageKey(Noon, ObjectIds.ToReference(5));
        var notice = new NotificationKey(Noon, ObjectIds.ToReference(5));

        await ServedAsync(SqliteMessageStore.History(chat, Meetup, null, HistoryDirection.Older, 51), "messages_history");
        await ServedAsync(SqliteMessageStore.History(chat, Meetup, message, HistoryDirection.Older, 51), "messages_history", "timestamp<");
        await ServedAsync(SqliteMessageStore.History(chat, Meetup, message, HistoryDirection.Newer, 51), "messages_history", "timestamp>");
        await ServedAsync(SqliteMessageStore.SentSince(chat, Ada, Noon, 10), "messages_sender", "timestamp>");
        await ServedAsync(SqliteMessageStore.Pinned(chat, Meetup, 20), "messages_pinned", "pinnedAt>");
        await ServedAsync(SqliteNotificationStore.List(notifications, Ada, unreadOnly: false, null, 31), "notifications_list");
        await ServedAsync(SqliteNotificationStore.List(notifications, Ada, unreadOnly: false, notice, 31), "notifications_list", "createdAt<");
        await ServedAsync(SqliteNotificationStore.List(notifications, Ada, unreadOnly: true, null, 31), "notifications_unread");
        await ServedAsync(SqliteNotificationStore.List(notifications, Ada, unreadOnly: true, notice, 31), "notifications_unread", "createdAt<");
        await ServedAsync(SqliteMailQueue.Due(notifications, Noon), "mails_due", "due<");
    }

    private static async Task ServedAsync<T>(IQueryable<T> query, string index, string bound = "=?")
    {
        await using var command = query.CreateDbCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        await command.Connection!.OpenAsync(Cancellation);
        await using var reader = await ((SqliteCommand)command).ExecuteReaderAsync(Cancellation);
        List<string> plan = [];
        while (await reader.ReadAsync(Cancellation))
        {
            plan.Add(reader.GetString(3));
        }

        await command.Connection.CloseAsync();
        var step = Assert.Single(plan);
        Assert.Contains($"INDEX {index} (", step, StringComparison.Ordinal);
        Assert.Contains(bound, step, StringComparison.Ordinal);
    }
}
