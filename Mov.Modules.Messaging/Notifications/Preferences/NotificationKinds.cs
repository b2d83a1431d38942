using System.Collections.Frozen;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Messaging.Contracts;
using static Mov.Modules.Messaging.Contracts.NotificationChannels;

namespace Mov.Modules.Messaging.Notifications.Preferences;

/// <summary>A type of notifications: whom it concerns, what is in force without a choice, and what may be chosen.</summary>
internal sealed record NotificationKind(string Type, UserRole? Role, NotificationChannels Default, params IReadOnlyList<NotificationChannels> Offered);

/// <summary>The types that can be chosen. What a person must not miss (that an event was canceled, that a seat followed from the waitlist) stays in the app at least.
/// Mails of messages go with the notification in the app: one at most until it is opened, never one per message.</summary>
internal static class NotificationKinds
{
    private const NotificationChannels Both = App | Email;

    /// <summary>In the order of the settings page.</summary>
    public static IReadOnlyList<NotificationKind> All { get; } =
    [
        new(NotificationTypes.Registration, UserRole.Participant, Both, App, Email, Both, None),
        new(NotificationTypes.Waitlisted, UserRole.Participant, App, App, Email, Both, None),
        new(NotificationTypes.Promoted, UserRole.Participant, Both, App, Both),
        new(NotificationTypes.EnrollmentCanceled, UserRole.Participant, Both, App, Email, Both, None),
        new(NotificationTypes.Reminder, UserRole.Participant, Both, App, Email, Both, None),
        new(NotificationTypes.EventUpdate, UserRole.Participant, Both, App, Email, Both, None),
        new(NotificationTypes.EventCanceled, UserRole.Participant, Both, App, Both),
        new(NotificationTypes.EventStarted, UserRole.Participant, App, App, Email, Both, None),
        new(NotificationTypes.Announcement, UserRole.Participant, Both, App, Email, Both, None),
        new(NotificationTypes.EventFull, UserRole.Organizer, App, App, Email, Both, None),
        new(NotificationTypes.Message, null, App, App, Both, None),
    ];

    private static readonly FrozenDictionary<string, NotificationKind> ByType = All.ToFrozenDictionary(kind => kind.Type, StringComparer.Ordinal);

    public static NotificationKind? Find(string type) => ByType.GetValueOrDefault(type);

    /// <summary>What is in force: the choice where it is still offered, else the default. A type of another client is shown in the app.</summary>
    public static NotificationChannels InForce(string type, NotificationChannels? chosen) => Find(type) switch
    {
        null => App,
        var kind when chosen is { } choice && kind.Offered.Contains(choice) => choice,
        var kind => kind.Default,
    };
}
