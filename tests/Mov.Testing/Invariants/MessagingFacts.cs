using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Modules.Shared.Storage;

namespace Mov.Testing.Invariants;

/// <summary>Everything that <c>mov_chat</c> and <c>mov_notifications</c> hold, of MongoDB or of the files, in the seed's words (database-schema.md).</summary>
public sealed class MessagingFacts
{
    private MessagingFacts(IReadOnlyList<Notification> notifications, IReadOnlyList<Message> messages)
    {
        Notifications = notifications;
        Messages = messages;
    }

    public IReadOnlyList<Notification> Notifications { get; }

    public IReadOnlyList<Message> Messages { get; }

    public static Task<MessagingFacts> ReadAsync(TestHome home, CancellationToken cancellationToken) => home.Mode == StorageMode.Servers
        ? ReadMongoAsync(home.Settings["ConnectionStrings:Mongo"]!, home.Settings["Messaging:DatabaseSuffix"]!, cancellationToken)
        : ReadFilesAsync(home.ConnectionStringOf(DatabaseNames.Chat), home.ConnectionStringOf(DatabaseNames.Notifications), cancellationToken);

    private static async Task<MessagingFacts> ReadMongoAsync(string url, string suffix, CancellationToken cancellationToken)
    {
        using var client = new MongoClient(url);
        var notifications = await client.GetDatabase("mov_notifications" + suffix).GetCollection<BsonDocument>("notifications")
            .Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(cancellationToken);
        var messages = await client.GetDatabase("mov_chat" + suffix).GetCollection<BsonDocument>("messages")
            .Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(cancellationToken);
        return new MessagingFacts(
            [.. notifications.Select(one => new Notification(
                KeyOf(one["userId"]), one["type"].AsString, one["data"].AsBsonDocument.TryGetValue("eventId", out var about) ? KeyOf(about) : null, one["read"].AsBoolean))],
            [.. messages.Select(one => new Message(KeyOf(one["eventId"]), KeyOf(one["senderId"]), one["message"].AsString, one.Contains("pending")))]);
    }

    private static async Task<MessagingFacts> ReadFilesAsync(string chat, string notifications, CancellationToken cancellationToken)
    {
        await using var told = await PlainDatabase.OpenAsync(notifications, cancellationToken);
        await using var said = await PlainDatabase.OpenAsync(chat, cancellationToken);
        return new MessagingFacts(
            await told.ReadAsync(
                "SELECT userId, type, data, read FROM notifications", row => new Notification(row.Number(0), row.Text(1)!, EventOf(row.Text(2)), row.Flag(3)), cancellationToken),
            await said.ReadAsync(
                "SELECT eventId, senderId, message, pending FROM messages", row => new Message(row.Number(0), row.Number(1), row.Text(2)!, !row.IsDBNull(3)), cancellationToken));
    }

    private static int? EventOf(string? data) =>
        data is not null && JsonDocument.Parse(data).RootElement.TryGetProperty("eventId", out var id) && id.ValueKind == JsonValueKind.Number ? id.GetInt32() : null;

    // The last four bytes of an ObjectId that refers to a row are the row's key.
    private static int KeyOf(BsonValue reference) => Convert.ToInt32(reference.AsObjectId.ToString()[16..], 16);

    /// <summary>A notification.</summary>
    public sealed record Notification(int UserId, string Type, int? EventId, bool Read);

    /// <summary>A message in a room; pending while somebody has still to be told of it.</summary>
    public sealed record Message(int EventId, int SenderId, string Text, bool IsPending);
}
