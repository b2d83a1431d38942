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
internal sealed record NotificationData(int? EventId, string? EventTitle, string? Message, int? Count = null);

/// <summary>A notification's place in a person's list.</summary>
internal readonly record struct NotificationKey(DateTime CreatedAt, ObjectId Id);
