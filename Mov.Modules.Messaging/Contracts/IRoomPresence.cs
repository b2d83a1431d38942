using Ardalis.Result;

namespace Mov.Modules.Messaging.Contracts;

/// <summary>Who is in a room at this moment and who is writing there, on all instances. Nothing of it is stored: it is told by live updates and forgotten by time.</summary>
public interface IRoomPresence
{
    /// <summary>Says that the person is there until the answer is disposed.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="userId">Who came.</param>
    /// <param name="onChange">Called when people come, go, write or stop, at most once a second and a room.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The stay; Forbidden or NotFound as for the room itself.</returns>
    Task<Result<IRoomStay>> EnterAsync(int eventId, int userId, Func<Task> onChange, CancellationToken cancellationToken);
}

/// <summary>A person's stay in a room, for example one open page.</summary>
public interface IRoomStay : IDisposable
{
    /// <summary>Who else is there, by name, the person left out.</summary>
    IReadOnlyList<RoomGuest> Others { get; }

    /// <summary>Tells that the person is writing; it holds for a few seconds. Called as often as it likes.</summary>
    void Type();

    /// <summary>Tells that the person has stopped writing or has sent.</summary>
    void Rest();
}

/// <summary>Somebody in a room.</summary>
/// <param name="UserId">The account.</param>
/// <param name="Name">Its display name.</param>
/// <param name="IsTyping">Whether the person is writing at this moment.</param>
public sealed record RoomGuest(int UserId, string Name, bool IsTyping);
