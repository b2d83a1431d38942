namespace Mov.Modules.Messaging.Data;

/// <summary>The collection <c>mov_chat.visits</c>. Every call may throw <see cref="StoreUnavailableException"/>.</summary>
internal interface IVisitStore
{
    /// <summary>The newest message that the person saw in the room; <see langword="null"/> before the first visit.</summary>
    Task<MessageKey?> FindAsync(int eventId, int userId, CancellationToken cancellationToken);

    /// <summary>The person saw the room up to this message. It never goes back, whatever the order of the calls.</summary>
    Task AdvanceAsync(int eventId, int userId, MessageKey seen, CancellationToken cancellationToken);
}
