using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Data.Sqlite;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
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

    [Fact]
    public async Task No_statement_of_a_day_in_a_room_reads_a_whole_table()
    {
        using var plans = new StatementPlans();
        await using var app = await StartAsync(StorageMode.Embedded);
        plans.Begin(app.Folder);
        app.Events.Add(Meetup, Olga, "Sourdough", enrolled: [Ada, Ben], waiting: [Cleo]);
        foreach (var person in (int[])[Ada, Ben])
        {
            await app.ChooseAsync(person, NotificationTypes.Message, NotificationChannels.App | NotificationChannels.Email);
        }

        var announced = (await app.Chat.AnnounceAsync(Meetup, Olga, "Bring a jar", "a", Cancellation)).Value;
        var first = (await app.Chat.SendAsync(Meetup, Ada, "Hello", "b", Cancellation)).Value;
        await app.Chat.SendAsync(Meetup, Ada, "Hello", "b", Cancellation);
        await app.TellAsync();
        var second = await app.SendAsync(Ben, "Hi");
        await app.Chat.EditAsync(Meetup, Ben, second.Id, "Hi all", Cancellation);
        await app.Chat.PinAsync(Meetup, Olga, announced.Id, pinned: false, Cancellation);
        await app.Chat.RemoveAsync(Meetup, Olga, first.Id, Cancellation);
        await app.TellAsync();
        foreach (var view in (ChatView[])[ChatView.Newest, new(Around: second.Id), new(Before: second.Id), new(After: first.Id)])
        {
            Assert.True((await app.Chat.OpenAsync(Meetup, Ada, view, Cancellation)).IsSuccess);
        }

        await app.Chat.MarkSeenAsync(Meetup, Ada, second.Id, Cancellation);
        await app.SendAsync(Olga, "See you");
        await app.TellAsync();
        var told = await app.NotificationsOf(Ben);
        await app.Notifications.ListAsync(Ben, unreadOnly: true, told[0].Id, Cancellation);
        await app.Notifications.ListAsync(Ben, unreadOnly: false, told[0].Id, Cancellation);
        await app.Notifications.CountUnreadAsync(Ben, Cancellation);
        await app.Notifications.MarkReadAsync(Ben, told[0].Id, Cancellation);
        await app.Notifications.MarkAllReadAsync(Ben, Cancellation);
        app.Events.Move(Meetup, app.Time.GetUtcNow().UtcDateTime.AddHours(3));
        await app.RemindAsync();
        app.Time.Advance(TimeSpan.FromMinutes(10));
        app.Post.IsAway = true;
        await app.SendMailsAsync();
        app.Post.IsAway = false;
        app.Time.Advance(TimeSpan.FromMinutes(10));
        await app.SendMailsAsync();
        await app.Mails.CountAsync(Cancellation);
        await app.Dispatcher.CountAsync(Cancellation);
        await app.Messages.PostponeAsync(Meetup, Noon, Cancellation);
        await app.Get<IRetention>().ApplyAsync(TimeSpan.FromDays(180), Noon, Cancellation);

        Assert.InRange(plans.Plans.Count, 30, 200);
        Assert.Empty(plans.FindWholeTables("messages_pending"));
        // What waits to be told is little beside what a room holds, and is never looked for among all of that.
        var waiting = plans.Plans.Where(plan => plan.Key.Contains("\"pending\" IS NOT NULL", StringComparison.Ordinal) || plan.Key.Contains("\"pending\" <=", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(waiting);
        Assert.Empty(waiting.Where(plan => !plan.Value.Contains("messages_pending", StringComparison.Ordinal) && !plan.Value.Contains("messages_untold", StringComparison.Ordinal)).Select(plan => $"{plan.Value}\n{plan.Key}"));
        var sorted = plans.Plans.Where(plan => plan.Value.Contains("TEMP B-TREE", StringComparison.Ordinal) && !plan.Value.Contains("messages_untold", StringComparison.Ordinal));
        Assert.Empty(sorted.Select(plan => $"{plan.Value}\n{plan.Key}"));
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
