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
    public const string ReadAt = "readAt";
    public const string Room = "room";
    public const string SeenThrough = "seenThrough";
    public const string ToldThrough = "toldThrough";

    private const string EventId = "eventId";
    private const string EventTitle = "eventTitle";
    private const string Message = "message";
    private const string Count = "count";
    private const string Wording = "wording";
    private const string Detail = "detail";

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
        document.AddIfGiven(ReadAt, notification.ReadAt);
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
        document.AddIfGiven(Wording, data.Wording);
        document.AddIfGiven(Detail, data.Detail);
        return document;
    }

    public static StoredNotification ToNotification(this BsonDocument document)
    {
        return new StoredNotification
        {
            Id = document[Id].AsObjectId,
            UserId = document.KeyOf(UserId) ?? 0,
            Type = document.TextOf(Type) ?? "",
            Data = document.DataOf(Data),
            Read = document.FlagOf(Read),
            ReadAt = document.DateOf(ReadAt),
            CreatedAt = document.DateOf(CreatedAt) ?? DateTime.UnixEpoch,
            Room = document.KeyOf(Room),
            SeenThrough = document.NumberOf(SeenThrough),
            ToldThrough = document.NumberOf(ToldThrough),
        };
    }
    public static NotificationData DataOf(this BsonDocument document, string field)
    {
        var data = document.TryGetValue(field, out var value) && value.IsBsonDocument ? value.AsBsonDocument : [];
        return new NotificationData(
            data.KeyOf(EventId), data.TextOf(EventTitle), data.TextOf(Message), (int?)data.NumberOf(Count), data.TextOf(Wording), data.TextOf(Detail));
    }
}
