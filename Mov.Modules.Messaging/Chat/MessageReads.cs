using MongoDB.Bson;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Reads single messages. Everyone in a room asks for the message that just came: it is read for all of them together.</summary>
internal sealed class MessageReads(IMessageStore messages)
{
    private const int MostAtOnce = 50;

    private readonly GatheredReads<(int EventId, ObjectId Id), StoredMessage> _reads = new(asked => ReadAsync(messages, asked), MostAtOnce);

    public Task<StoredMessage?> FindAsync(int eventId, ObjectId id, CancellationToken cancellationToken) => _reads.FindAsync((eventId, id), cancellationToken);

    private static async Task<Dictionary<(int EventId, ObjectId Id), StoredMessage>> ReadAsync(IMessageStore messages, (int EventId, ObjectId Id)[] asked)
    {
        var found = await Task.WhenAll(asked.Select(message => messages.FindAsync(message.EventId, message.Id, CancellationToken.None)));
        return found.OfType<StoredMessage>().ToDictionary(message => (message.EventId, message.Id));
    }
}
