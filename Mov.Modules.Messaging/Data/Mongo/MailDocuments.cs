using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data.Mongo;

/// <summary>An entry of the mail outbox as BSON.</summary>
internal static class MailDocuments
{
    public const string Collection = "mails";
    public const string Id = "_id";
    public const string Due = "due";
    public const string Attempts = "attempts";
    public const string LastError = "lastError";
    public const string ParkedAt = "parkedAt";
    public const string SettledAt = "settledAt";
    public const string Outcome = "outcome";

    private const string UserId = "userId";
    private const string Type = "type";
    private const string Data = "data";
    private const string CreatedAt = "createdAt";

    public static BsonDocument ToDocument(this QueuedMail mail)
    {
        BsonDocument document = new()
        {
            [Id] = mail.Id,
            [UserId] = ObjectIds.ToReference(mail.UserId),
            [Type] = mail.Type,
            [Data] = mail.Data.ToDocument(),
            [CreatedAt] = mail.CreatedAt,
        };
        document.AddIfGiven(Due, mail.Due);
        return document;
    }

    public static QueuedMail ToMail(this BsonDocument document) => new()
    {
        Id = document[Id].AsObjectId,
        UserId = document.KeyOf(UserId) ?? 0,
        Type = document.TextOf(Type) ?? "",
        Data = document.DataOf(Data),
        CreatedAt = document.DateOf(CreatedAt) ?? DateTime.UnixEpoch,
        Due = document.DateOf(Due),
        Attempts = (int)(document.NumberOf(Attempts) ?? 0),
        LastError = document.TextOf(LastError),
        ParkedAt = document.DateOf(ParkedAt),
        SettledAt = document.DateOf(SettledAt),
        Outcome = Enum.TryParse<MailOutcome>(document.TextOf(Outcome), out var outcome) ? outcome : null,
    };
}
