using MongoDB.Bson;
using MongoDB.Driver;

namespace Mov.Modules.Messaging.Data.Mongo;

/// <summary>A migration of a MongoDB database: the indexes that it brings. Documents need none, they are read as they are.</summary>
internal sealed record MongoStep(string Name, IReadOnlyList<MongoIndex> Indexes);

/// <summary>An index, under MongoDB's own name for its keys so that other clients recognize it.</summary>
internal sealed record MongoIndex(string Collection, bool Unique, BsonDocument? Only, params string[] Fields)
{
    /// <summary>How long after the time in the field MongoDB deletes a document by itself.</summary>
    public TimeSpan? ExpireAfter { get; init; }

    public BsonDocument Keys { get; } = [.. Fields.Select(field => new BsonElement(field, 1))];

    public string Name { get; } = string.Join('_', Fields.Select(field => field + "_1"));

    public CreateIndexModel<BsonDocument> ToModel() => new(Keys, new CreateIndexOptions<BsonDocument>
    {
        Name = Name,
        Unique = Unique ? true : null,
        ExpireAfter = ExpireAfter,
        PartialFilterExpression = Only is null ? null : new BsonDocumentFilterDefinition<BsonDocument>(Only),
    });
}

/// <summary>The migrations of both databases, under the same names, so that <c>migrate --to NAME --module messaging</c> means both.</summary>
internal static class MongoSteps
{
    private const string SeedIndexes = "20261124100000_SeedIndexes";
    private const string PageIndexes = "20261124110000_PageIndexes";
    private const string RoomIndexes = "20261124180000_RoomIndexes";
    private const string MailAndRetention = "20261124190000_MailAndRetention";

    /// <summary>Lets read notifications go; <see cref="MongoRetention"/> makes its time that of the settings.</summary>
    public static MongoIndex ReadIndex { get; } = Notification(NotificationDocuments.ReadAt) with
    {
        Only = Has(NotificationDocuments.ReadAt),
        ExpireAfter = new Contracts.NotificationSettings().KeepRead,
    };

    /// <summary>database-schema.md, collection <c>messages</c>; then what each query needs to be answered in order.</summary>
    public static IReadOnlyList<MongoStep> Chat { get; } =
    [
        new(SeedIndexes,
        [
            Message(MessageDocuments.EventId),
            Message(MessageDocuments.SenderId),
            Message(MessageDocuments.Timestamp),
        ]),
        new(PageIndexes,
        [
            Message(MessageDocuments.EventId, MessageDocuments.Timestamp, MessageDocuments.Id),
            Message(MessageDocuments.SenderId, MessageDocuments.ClientId) with { Unique = true, Only = Has(MessageDocuments.ClientId) },
            Message(MessageDocuments.EventId, MessageDocuments.Number) with { Unique = true, Only = Has(MessageDocuments.Number) },
            Message(MessageDocuments.Pending) with { Only = Has(MessageDocuments.Pending) },
        ]),
        new(RoomIndexes,
        [
            Message(MessageDocuments.SenderId, MessageDocuments.Timestamp),
            Message(MessageDocuments.EventId, MessageDocuments.PinnedAt) with { Only = Has(MessageDocuments.PinnedAt) },
        ]),
    ];

    /// <summary>database-schema.md, collection <c>notifications</c>; then what each query needs to be answered in order.</summary>
    public static IReadOnlyList<MongoStep> Notifications { get; } =
    [
        new(SeedIndexes,
        [
            Notification(NotificationDocuments.UserId),
            Notification(NotificationDocuments.Read),
            Notification(NotificationDocuments.CreatedAt),
        ]),
        new(PageIndexes,
        [
            Notification(NotificationDocuments.UserId, NotificationDocuments.CreatedAt, NotificationDocuments.Id),
            Notification(NotificationDocuments.UserId, NotificationDocuments.Read, NotificationDocuments.CreatedAt, NotificationDocuments.Id),
            Notification(NotificationDocuments.Room, NotificationDocuments.UserId) with { Only = Has(NotificationDocuments.Room) },
            Notification(NotificationDocuments.UserId, NotificationDocuments.Room) with
            {
                Unique = true,
                Only = Has(NotificationDocuments.Room).Add(NotificationDocuments.Read, false),
            },
        ]),
        new(MailAndRetention,
        [
            ReadIndex,
            Mail(MailDocuments.Due),
            Mail(MailDocuments.ParkedAt),
            Mail(MailDocuments.SettledAt) with { ExpireAfter = IRetention.KeepMails },
        ]),
    ];

    private static MongoIndex Message(params string[] fields) => new(MessageDocuments.Collection, Unique: false, Only: null, fields);

    private static MongoIndex Notification(params string[] fields) => new(NotificationDocuments.Collection, Unique: false, Only: null, fields);

    private static MongoIndex Mail(string field) => new(MailDocuments.Collection, Unique: false, Has(field), field);

    private static BsonDocument Has(string field) => new(field, new BsonDocument("$exists", true));
}
