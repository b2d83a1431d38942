using Mov.Modules.Messaging.Contracts;

namespace Mov.Web.Pages.Notifications;

/// <summary>How a type of notifications is called and drawn. The texts are keys of <see cref="Texts"/>.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Explanation">When it comes.</param>
/// <param name="Picture">Its <see cref="Components.Icon"/>.</param>
/// <param name="Look">The color of its mark: ok, wait, stop or none.</param>
internal sealed record NotificationKindWords(string Title, string Explanation, string Picture, string? Look)
{
    /// <summary>The words for a type; one that another client made up is drawn as a bell.</summary>
    public static NotificationKindWords Of(string type) => type switch
    {
        NotificationTypes.Registration => new("Your seat", "You took a seat in an event.", "check", "ok"),
        NotificationTypes.Waitlisted => new("Your place on the waitlist", "An event was full, and you wait for a seat.", "wait", "wait"),
        NotificationTypes.Promoted => new("A seat from the waitlist", "A seat became free and is yours now.", "check", "ok"),
        NotificationTypes.EnrollmentCanceled => new("A seat or place that ended", "You or the organizer canceled it.", "close", "stop"),
        NotificationTypes.Reminder => new("Reminders", "An event that you have a seat in begins soon.", "calendar", null),
        NotificationTypes.EventUpdate => new("Changes", "Date, place or other facts of your event changed.", "edit", null),
        NotificationTypes.EventCanceled => new("Canceled events", "Your event does not take place.", "close", "stop"),
        NotificationTypes.EventStarted => new("Beginning", "Your event has started.", "clock", null),
        NotificationTypes.Announcement => new("Announcements", "The organizer tells something to everyone.", "announce", null),
        NotificationTypes.EventFull => new("Full events", "The last seat in an event of yours was taken.", "people", "wait"),
        NotificationTypes.Message => new("Messages", "Somebody wrote in the room of your event.", "chat", null),
        _ => new("Notifications", "Something happened", "bell", null),
    };

    /// <summary>The name of a way, as a key of <see cref="Texts"/>.</summary>
    public static string Of(NotificationChannels channels) => channels switch
    {
        NotificationChannels.None => "Off",
        NotificationChannels.App => "App",
        NotificationChannels.Email => "E-mail",
        _ => "Both",
    };
}
