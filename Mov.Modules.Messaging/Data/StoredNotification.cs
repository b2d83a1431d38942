using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data;

/// <summary>A document of <c>mov_notifications.notifications</c> (database-schema.md), with the fields of ours that MESSAGE needs.</summary>
internal sealed record StoredNotification
{
    public required ObjectId Id { get; init; }

    public required int UserId { get; init; }

    public required string Type { get; init; }

    public required NotificationData Data { get; init; }

    public bool Read { get; init; }

    /// <summary>When it was read; from then on its retention runs. Other clients do not set it.</summary>
    public DateTime? ReadAt { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Set on the newest MESSAGE notification of a person in a room (an event's id), and on no other.</summary>
    public int? Room { get; init; }

    /// <summary>The number of the newest message that the person had seen before this notification.</summary>
    public long? SeenThrough { get; init; }

    /// <summary>The number of the newest message that this notification tells of.</summary>
    public long? ToldThrough { get; init; }

    public NotificationKey Key => new(CreatedAt, Id);
}

/// <summary>The part of a notification that is free in form; what other clients wrote may lack any of it.</summary>
/// <param name="EventId">The event it is about.</param>
/// <param name="EventTitle">That event's title at the time.</param>
/// <param name="Message">The sentence in English, for other clients.</param>
/// <param name="Count">How many messages a MESSAGE tells of.</param>
/// <param name="Wording">Which sentence it is (<see cref="Notifications.Wordings"/>), so that it can be said in another language; none for what is shown as it was written.</param>
/// <param name="Detail">What that sentence says beside the title and the count.</param>
internal sealed record NotificationData(int? EventId, string? EventTitle, string? Message, int? Count = null, string? Wording = null, string? Detail = null);

/// <summary>A notification's place in a person's list.</summary>
internal readonly record struct NotificationKey(DateTime CreatedAt, ObjectId Id);
