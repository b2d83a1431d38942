namespace Mov.Modules.Messaging.Data;

/// <summary>The collection <c>mov_chat.visits</c>. Every call may throw <see cref="StoreUnavailableException"/>.</summary>
internal interface IVisitStore
{
    /// <summary>The newest message that each of these people saw in the room; nothing for those who were never there.</summary>
    Task<IReadOnlyDictionary<int, MessageKey>> FindAsync(int eventId, IReadOnlyCollection<int> userIds, CancellationToken cancellationToken);

    /// <summary>These people saw the room up to this message. It never goes back, whatever the order of the calls.</summary>
    Task AdvanceAsync(int eventId, IReadOnlyCollection<int> userIds, MessageKey seen, CancellationToken cancellationToken);
}
