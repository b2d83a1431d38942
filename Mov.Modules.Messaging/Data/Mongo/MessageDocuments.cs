using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data.Mongo;

/// <summary>A message as BSON (database-schema.md, collection <c>messages</c>). Reading gets along with what other clients leave out.</summary>
internal static class MessageDocuments
{
    public const string Collection = "messages";
    public const string Id = "_id";
    public const string EventId = "eventId";
    public const string SenderId = "senderId";
    public const string SenderRole = "senderRole";
    public const string Message = "message";
    public const string Timestamp = "timestamp";
    public const string Edited = "edited";
    public const string CreatedAt = "createdAt";
    public const string UpdatedAt = "updatedAt";

    // Beyond the seed.
    public const string ClientId = "clientId";
    public const string Pending = "pending";
    public const string Number = "number";
    public const string RemovedAt = "removedAt";
    public const string RemovedBy = "removedBy";
    public const string Announcement = "announcement";
    public const string PinnedAt = "pinnedAt";

    public static BsonDocument ToDocument(this StoredMessage message)
    {
        BsonDocument document = new()
        {
            [Id] = message.Id,
            [EventId] = ObjectIds.ToReference(message.EventId),
            [SenderId] = ObjectIds.ToReference(message.SenderId),
            [SenderRole] = message.SenderRole,
            [Message] = message.Message,
            [Timestamp] = message.Timestamp,
            [Edited] = message.Edited,
            [CreatedAt] = message.CreatedAt,
            [UpdatedAt] = message.UpdatedAt,
        };
        document.AddIfGiven(ClientId, message.ClientId);
        document.AddIfGiven(Pending, message.Pending);
        document.AddIfGiven(Number, message.Number);
        document.AddIfGiven(RemovedAt, message.RemovedAt);
        document.AddIfGiven(RemovedBy, message.RemovedBy is { } remover ? ObjectIds.ToReference(remover) : null);
        document.AddIfGiven(Announcement, message.Announcement ? true : null);
        document.AddIfGiven(PinnedAt, message.PinnedAt);
        return document;
    }

    public static StoredMessage ToMessage(this BsonDocument document)
    {
        var timestamp = document.DateOf(Timestamp) ?? document.DateOf(CreatedAt) ?? DateTime.UnixEpoch;
        var createdAt = document.DateOf(CreatedAt) ?? timestamp;
        return new StoredMessage
        {
            Id = document[Id].AsObjectId,
            EventId = document.KeyOf(EventId) ?? 0,
            SenderId = document.KeyOf(SenderId) ?? 0,
            SenderRole = document.TextOf(SenderRole) ?? SenderRoles.Participant,
            Message = document.TextOf(Message) ?? "",
            Timestamp = timestamp,
            Edited = document.FlagOf(Edited),
            CreatedAt = createdAt,
            UpdatedAt = document.DateOf(UpdatedAt) ?? createdAt,
            ClientId = document.TextOf(ClientId),
            Pending = document.DateOf(Pending),
            Number = document.NumberOf(Number),
            RemovedAt = document.DateOf(RemovedAt),
            RemovedBy = document.KeyOf(RemovedBy),
            Announcement = document.FlagOf(Announcement),
            PinnedAt = document.DateOf(PinnedAt),
        };
    }
}
