using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data;

/// <summary>A document of <c>mov_chat.visits</c>, a collection of ours: how far a person has read in a room.</summary>
internal sealed record StoredVisit
{
    public required int EventId { get; init; }

    public required int UserId { get; init; }

    public required DateTime SeenTimestamp { get; init; }

    public required ObjectId SeenId { get; init; }

    public MessageKey Seen => new(SeenTimestamp, SeenId);
}
