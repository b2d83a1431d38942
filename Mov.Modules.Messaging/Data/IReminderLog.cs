using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data;

/// <summary>The collection <c>mov_notifications.reminders</c>: of which events, at which date, everyone was reminded. Every call may throw <see cref="StoreUnavailableException"/>.</summary>
internal interface IReminderLog
{
    /// <summary>Which of these are done.</summary>
    Task<IReadOnlySet<ObjectId>> FindDoneAsync(IReadOnlyCollection<ObjectId> ids, CancellationToken cancellationToken);

    /// <summary>Everyone was reminded; saying it again changes nothing.</summary>
    Task SettleAsync(ObjectId id, int eventId, DateTime now, CancellationToken cancellationToken);
}
