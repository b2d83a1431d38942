using MongoDB.Bson;
using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Messaging.Data;

/// <summary>The collection <c>mov_notifications.mails</c>: the outbox of notifications that go by mail, one entry per notification. What was sent stays for a while,
/// so that a notification that is told again is not sent again. Every call may throw <see cref="StoreUnavailableException"/>.</summary>
internal interface IMailQueue
{
    /// <summary>Adds entries; those whose id is there already, sent or not, are left as they are.</summary>
    Task AddAsync(IReadOnlyCollection<QueuedMail> mails, CancellationToken cancellationToken);

    /// <summary>Takes the entry that is due for the longest time and keeps others away from it until <paramref name="leaseEnd"/>.</summary>
    /// <returns><see langword="null"/> when none is due.</returns>
    Task<QueuedMail?> ClaimAsync(DateTime now, DateTime leaseEnd, CancellationToken cancellationToken);

    /// <summary>The entry needs no more work: it was sent, or nobody wants it any more.</summary>
    Task SettleAsync(ObjectId id, MailOutcome outcome, DateTime now, CancellationToken cancellationToken);

    /// <summary>It failed: tried again at <paramref name="due"/>.</summary>
    Task PostponeAsync(ObjectId id, int attempts, DateTime due, string error, CancellationToken cancellationToken);

    /// <summary>It is given up until an operator looks at it.</summary>
    Task ParkAsync(ObjectId id, int attempts, DateTime now, string error, CancellationToken cancellationToken);

    /// <summary>Entries that wait and entries that were given up, each counted to 10,000 at most.</summary>
    Task<OutboxBacklog> CountAsync(CancellationToken cancellationToken);
}

/// <summary>A notification that goes by mail.</summary>
internal sealed record QueuedMail
{
    /// <summary>The notification's id.</summary>
    public required ObjectId Id { get; init; }

    public required int UserId { get; init; }

    public required string Type { get; init; }

    public required NotificationData Data { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Not before this time; none when settled or parked.</summary>
    public DateTime? Due { get; init; }

    /// <summary>Failed attempts.</summary>
    public int Attempts { get; init; }

    public string? LastError { get; init; }

    public DateTime? ParkedAt { get; init; }

    public DateTime? SettledAt { get; init; }

    public MailOutcome? Outcome { get; init; }
}

/// <summary>What became of a mail.</summary>
internal enum MailOutcome
{
    /// <summary>The mail server took it.</summary>
    Sent,

    /// <summary>Nobody wants it any more: read in the app, switched off, too late, or the account was deactivated.</summary>
    Dropped,
}
