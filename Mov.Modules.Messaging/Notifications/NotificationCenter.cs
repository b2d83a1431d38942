using Ardalis.Result;
using Microsoft.Extensions.Localization;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Live;

namespace Mov.Modules.Messaging.Notifications;

internal sealed class NotificationCenter(
    INotificationStore notifications, UnreadCounts unread, NotificationWords words, ILiveUpdates live, IStringLocalizer<MessagingTexts> texts, TimeProvider time) : INotifications
{
    private const int PageSize = 30;

    private string Away => texts["Notifications cannot be reached at the moment. Please try again in a minute."];

    private string NoSuchNotification => texts["There is no such notification."];

    public Task<Result<NotificationPage>> ListAsync(int userId, bool unreadOnly, string? before, CancellationToken cancellationToken) =>
        StoreAnswers.OrUnavailableAsync<NotificationPage>(Away, async () =>
        {
            NotificationKey? from = null;
            if (before is not null)
            {
                if (await FindAsync(userId, before, cancellationToken) is not { } found)
                {
                    return Result<NotificationPage>.NotFound(NoSuchNotification);
                }

                from = found.Key;
            }

            var read = await notifications.ListAsync(userId, unreadOnly, from, PageSize + 1, cancellationToken);
            return new NotificationPage([.. read.Take(PageSize).Select(Show)], HasOlder: read.Count > PageSize);
        });

    public async Task<int> CountUnreadAsync(int userId, CancellationToken cancellationToken)
    {
        try
        {
            return await unread.CountAsync(userId, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return 0;
        }
    }

    public Task<Result<Notification>> MarkReadAsync(int userId, string notificationId, CancellationToken cancellationToken) =>
        StoreAnswers.OrUnavailableAsync<Notification>(Away, async () =>
        {
            if (await FindAsync(userId, notificationId, cancellationToken) is not { } found)
            {
                return Result<Notification>.NotFound(NoSuchNotification);
            }

            if (!found.Read && await notifications.MarkReadAsync(userId, found.Id, time.UtcMilliseconds(), cancellationToken))
            {
                live.Publish(LiveTopics.Notifications(userId));
            }

            return Show(found with { Read = true });
        });

    public async Task<Result> MarkAllReadAsync(int userId, CancellationToken cancellationToken)
    {
        try
        {
            if (await notifications.MarkAllReadAsync(userId, time.UtcMilliseconds(), cancellationToken))
            {
                live.Publish(LiveTopics.Notifications(userId));
            }

            return Result.Success();
        }
        catch (StoreUnavailableException)
        {
            return Result.Unavailable(Away);
        }
    }

    private async Task<StoredNotification?> FindAsync(int userId, string notificationId, CancellationToken cancellationToken) =>
        ObjectIds.Parse(notificationId) is { } id ? await notifications.FindAsync(userId, id, cancellationToken) : null;

    private Notification Show(StoredNotification stored) => new(
        stored.Id.ToString(), stored.Type, stored.Data.EventId, stored.Data.EventTitle, words.Say(stored.Data), stored.Read, stored.CreatedAt);
}
