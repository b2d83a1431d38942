using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data;

/// <summary>A document of <c>mov_chat.messages</c> (database-schema.md), with some fields of ours.</summary>
internal sealed record StoredMessage
{
    public required ObjectId Id { get; init; }

    public required int EventId { get; init; }

    /// <summary>0 for a sender that is no account of ours.</summary>
    public required int SenderId { get; init; }

    public required string SenderRole { get; init; }

    public required string Message { get; init; }

    public required DateTime Timestamp { get; init; }

    public bool Edited { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    /// <summary>What the sender's page called it, so that sending twice stores once.</summary>
    public string? ClientId { get; init; }

    /// <summary>Set until everyone concerned was notified: the time from which somebody may (again) see to that. The message is its own outbox row.</summary>
    public DateTime? Pending { get; init; }

    /// <summary>The message's number in its room, from 1 and without gaps, given when it is told of: number n + 1 exists only after n can be read,
    /// whatever the clocks of two instances say. Messages of other clients have none.</summary>
    public long? Number { get; init; }

    /// <summary>When the organizer removed it; <see cref="Message"/> says so since.</summary>
    public DateTime? RemovedAt { get; init; }

    public int? RemovedBy { get; init; }

    /// <summary>Written by the organizer to everyone, also to those who wait; it can be pinned.</summary>
    public bool Announcement { get; init; }

    /// <summary>Set while it stands on top of the room; the newest pin comes first.</summary>
    public DateTime? PinnedAt { get; init; }

    public MessageKey Key => new(Timestamp, Id);
}

/// <summary>What <c>senderRole</c> holds.</summary>
internal static class SenderRoles
{
    public const string Organizer = "ORGANIZER";

    public const string Participant = "PARTICIPANT";
}

/// <summary>A message's place in the history of its room.</summary>
internal readonly record struct MessageKey(DateTime Timestamp, ObjectId Id)
{
    /// <summary>Whether it stands after another one.</summary>
    public bool IsAfter(MessageKey other) => Timestamp > other.Timestamp || (Timestamp == other.Timestamp && Id > other.Id);
}

/// <summary>Which way a page of history goes.</summary>
internal enum HistoryDirection
{
    Older,
    Newer,
}
