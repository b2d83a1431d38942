namespace Mov.Modules.Shared.Live;

/// <summary>A hint that something under a topic changed. Subscribers read the truth from its module; the payload only says where to look.</summary>
/// <param name="Topic">One of <see cref="LiveTopics"/>.</param>
/// <param name="Payload">What the topic's publisher adds, or an empty text.</param>
/// <param name="MayHaveMissed">Set when the connection between the instances was away or a subscriber was too slow: read everything again.</param>
public sealed record LiveUpdate(string Topic, string Payload, bool MayHaveMissed = false);

/// <summary>Tells open pages that something changed, on this instance always and on the others through Redis.</summary>
public interface ILiveUpdates
{
    /// <summary>Tells every subscriber of a topic. Never waits and never fails: what is lost is caught up from the store.</summary>
    void Publish(string topic, string payload = "");

    /// <summary>Calls <paramref name="onUpdate"/> for each update, one after the other and in order, until the subscription is disposed.</summary>
    IDisposable Subscribe(string topic, Func<LiveUpdate, Task> onUpdate);
}

/// <summary>The topics of MOV.</summary>
public static class LiveTopics
{
    /// <summary>Any event that the public list may show changed; the payload is its id.</summary>
    public const string Events = "events";

    /// <summary>Seats or waitlist of an event changed.</summary>
    public static string Seats(int eventId) => $"event:{eventId}:seats";

    /// <summary>The room of an event changed; the payload is the message's id.</summary>
    public static string Chat(int eventId) => $"event:{eventId}:chat";

    /// <summary>The room of an event was closed to a person, who lost the seat.</summary>
    public static string Room(int eventId, int userId) => $"event:{eventId}:room:{userId}";

    /// <summary>Who is in the room of an event and who writes there; the payload is between the instances only.</summary>
    public static string Presence(int eventId) => $"event:{eventId}:presence";

    /// <summary>Facts or status of an event changed.</summary>
    public static string Event(int eventId) => $"event:{eventId}";

    /// <summary>A person's notifications changed.</summary>
    public static string Notifications(int userId) => $"user:{userId}:notifications";

    /// <summary>A person's account changed: profile, password, active or not.</summary>
    public static string Account(int userId) => $"user:{userId}:account";
}
