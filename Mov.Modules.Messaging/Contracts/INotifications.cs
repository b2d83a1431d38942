using Ardalis.Result;

namespace Mov.Modules.Messaging.Contracts;

/// <summary>A person's notifications. Changes are told under <see cref="Shared.Live.LiveTopics.Notifications"/>. One person never reaches another's.</summary>
public interface INotifications
{
    /// <summary>Newest first, 30 a page.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="unreadOnly">Leaves out what was read.</param>
    /// <param name="before">Only those older than this one's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The page; Unavailable with a sentence when the store is away.</returns>
    Task<Result<NotificationPage>> ListAsync(int userId, bool unreadOnly, string? before, CancellationToken cancellationToken);

    /// <summary>How many are unread, counted to 100 at most (the bell shows 99+); 0 when the store is away.</summary>
    Task<int> CountUnreadAsync(int userId, CancellationToken cancellationToken);

    /// <summary>Marks one as read; again changes nothing.</summary>
    /// <returns>The notification, for its link; NotFound for an id that is not the person's.</returns>
    Task<Result<Notification>> MarkReadAsync(int userId, string notificationId, CancellationToken cancellationToken);

    /// <summary>Marks all as read.</summary>
    Task<Result> MarkAllReadAsync(int userId, CancellationToken cancellationToken);
}

/// <summary>The types of notifications as they are stored (design, section "Data").</summary>
public static class NotificationTypes
{
    /// <summary>A seat is taken.</summary>
    public const string Registration = "REGISTRATION";

    /// <summary>A place on the waitlist is taken.</summary>
    public const string Waitlisted = "WAITLISTED";

    /// <summary>A seat followed from the waitlist.</summary>
    public const string Promoted = "PROMOTED";

    /// <summary>A seat or place ended.</summary>
    public const string EnrollmentCanceled = "ENROLLMENT_CANCELED";

    /// <summary>Facts of an event changed.</summary>
    public const string EventUpdate = "EVENT_UPDATE";

    /// <summary>An event does not take place.</summary>
    public const string EventCanceled = "EVENT_CANCELED";

    /// <summary>An event began.</summary>
    public const string EventStarted = "EVENT_STARTED";

    /// <summary>The last seat was taken.</summary>
    public const string EventFull = "EVENT_FULL";

    /// <summary>Something was written in a room.</summary>
    public const string Message = "MESSAGE";

    /// <summary>The organizer announced something to everyone enrolled or waiting.</summary>
    public const string Announcement = "ANNOUNCEMENT";

    /// <summary>An event begins soon.</summary>
    public const string Reminder = "REMINDER";
}

/// <summary>A notification.</summary>
/// <param name="Id">Its ObjectId, 24 hexadecimal digits.</param>
/// <param name="Type">One of <see cref="NotificationTypes"/>, or one that another client wrote.</param>
/// <param name="EventId">The event it is about, where there is one.</param>
/// <param name="EventTitle">That event's title at the time.</param>
/// <param name="Message">A whole sentence to show, in the language of the caller where MOV wrote it.</param>
/// <param name="Read">Whether it was read.</param>
/// <param name="CreatedAt">In UTC.</param>
public sealed record Notification(string Id, string Type, int? EventId, string? EventTitle, string Message, bool Read, DateTime CreatedAt);

/// <summary>A page of notifications and whether there are older ones.</summary>
public sealed record NotificationPage(IReadOnlyList<Notification> Items, bool HasOlder);
