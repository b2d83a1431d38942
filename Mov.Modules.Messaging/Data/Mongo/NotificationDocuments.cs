using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data.Mongo;

/// <summary>A notification as BSON (database-schema.md, collection <c>notifications</c>). Reading gets along with what other clients leave out.</summary>
internal static class NotificationDocuments
{
    public const string Collection = "notifications";
    public const string Id = "_id";
    public const string UserId = "userId";
    public const string Type = "type";
    public const string Data = "data";
    public const string Read = "read";
    public const string CreatedAt = "createdAt";

    // Beyond the seed.
    public const string Room = "room";
    public const string SeenThrough = "seenThrough";
    public const string ToldThrough = "toldThrough";

    private const string EventId = "eventId";
    private const string EventTitle = "eventTitle";
    private const string Message = "message";
    private const string Count = "count";

    public static BsonDocument ToDocument(this StoredNotification notification)
    {
        BsonDocument document = new()
        {
            [Id] = notification.Id,
            [UserId] = ObjectIds.ToReference(notification.UserId),
            [Type] = notification.Type,
            [Data] = notification.Data.ToDocument(),
            [Read] = notification.Read,
            [CreatedAt] = notification.CreatedAt,
        };
        document.AddIfGiven(Room, notification.Room is { } room ? ObjectIds.ToReference(room) : null);
        document.AddIfGiven(SeenThrough, notification.SeenThrough);
        document.AddIfGiven(ToldThrough, notification.ToldThrough);
        return document;
    }

    public static BsonDocument ToDocument(this NotificationData data)
    {
        BsonDocument document = [];
        document.AddIfGiven(EventId, data.EventId is { } key ? ObjectIds.ToReference(key) : null);
        document.AddIfGiven(EventTitle, data.EventTitle);
        document.AddIfGiven(Message, data.Message);
        document.AddIfGiven(Count, data.Count);
        return document;
    }

    public static StoredNotification ToNotification(this BsonDocument document)
    {
        var data = document.TryGetValue(Data, out var value) && value.IsBsonDocument ? value.AsBsonDocument : [];
        return new StoredNotification
        {
            Id = document[Id].AsObjectId,
            UserId = document.KeyOf(UserId) ?? 0,
            Type = document.TextOf(Type) ?? "",
            Data = new NotificationData(data.KeyOf(EventId), data.TextOf(EventTitle), data.TextOf(Message), (int?)data.NumberOf(Count)),
            Read = document.FlagOf(Read),
            CreatedAt = document.DateOf(CreatedAt) ?? DateTime.UnixEpoch,
            Room = document.KeyOf(Room),
            SeenThrough = document.NumberOf(SeenThrough),
            ToldThrough = document.NumberOf(ToldThrough),
        };
    }
}
