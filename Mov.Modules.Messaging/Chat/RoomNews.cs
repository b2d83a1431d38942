using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Reads a message for everyone who looks at its room when it comes or changes. They all ask at that moment, so the message, and who of them may see it, is read once
/// for all of them, after they asked.</summary>
internal sealed class RoomNews(IServiceScopeFactory scopes, IMessageStore messages)
{
    private const int MostAtOnce = 1_000;

    private readonly GatheredCalls<Question, News> _reads = new(asked => ReadAsync(scopes, messages, asked), MostAtOnce);

    /// <summary>The message; <see langword="null"/> when there is none or the person may not see it.</summary>
    public Task<News?> FindAsync(int eventId, int userId, ObjectId messageId, CancellationToken cancellationToken) =>
        _reads.AskAsync(new Question(eventId, messageId, userId), cancellationToken);

    private static async Task<Dictionary<Question, News>> ReadAsync(IServiceScopeFactory scopes, IMessageStore messages, Question[] asked)
    {
        var answers = await Task.WhenAll(asked.GroupBy(question => question.EventId).Select(room => ReadRoomAsync(scopes, messages, room.Key, [.. room])));
        return answers.SelectMany(answer => answer).ToDictionary();
    }

    private static async Task<IEnumerable<KeyValuePair<Question, News>>> ReadRoomAsync(IServiceScopeFactory scopes, IMessageStore messages, int eventId, Question[] asked)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<IUserDirectory>();
        var admitting = scope.ServiceProvider.GetRequiredService<RoomDoor>().AdmitAsync(eventId, [.. asked.Select(question => question.UserId).Distinct()], CancellationToken.None);
        var finding = Task.WhenAll(asked.Select(question => question.MessageId).Distinct().Select(id => messages.FindAsync(eventId, id, CancellationToken.None)));
        await Task.WhenAll(admitting, finding);
        var inside = await admitting;
        Dictionary<ObjectId, News> news = [];
        foreach (var message in (await finding).OfType<StoredMessage>())
        {
            news.Add(message.Id, new News(message, await users.FindAsync(message.SenderId, CancellationToken.None)));
        }

        return asked.Where(question => inside.Contains(question.UserId) && news.ContainsKey(question.MessageId))
            .Select(question => KeyValuePair.Create(question, news[question.MessageId]));
    }

    private sealed record Question(int EventId, ObjectId MessageId, int UserId);
}

/// <summary>A message as it is now, and who wrote it.</summary>
internal sealed record News(StoredMessage Message, UserProfile? Sender);
