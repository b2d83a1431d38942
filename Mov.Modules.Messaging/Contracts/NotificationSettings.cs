namespace Mov.Modules.Messaging.Contracts;

/// <summary>What an operator may decide about notifications (the section <c>Notifications</c> of the settings).</summary>
public sealed class NotificationSettings
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Notifications";

    /// <summary>What <see cref="IsValid"/> asks for, in words.</summary>
    public const string Rule =
        "Notifications:ReminderLead must be from 1 minute to 60 days, Notifications:KeepRead from 1 day to 20 years, Notifications:MessageMailDelay from 0 to 1 day, Notifications:ParkMailAfter from 1 minute to 60 days.";

    /// <summary>How long before its begin those enrolled are reminded of an event.</summary>
    public TimeSpan ReminderLead { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a notification is kept after it was read. Unread ones are kept.</summary>
    public TimeSpan KeepRead { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How long a mail of new messages in a room waits, so that whoever looks into it meanwhile, or reads the notification, gets none.</summary>
    public TimeSpan MessageMailDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a mail is tried again before it is parked for an operator to look at.</summary>
    public TimeSpan ParkMailAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Whether the settings can be worked with.</summary>
    public static bool IsValid(NotificationSettings settings) =>
        Between(settings.ReminderLead, TimeSpan.FromMinutes(1), TimeSpan.FromDays(60))
        && Between(settings.KeepRead, TimeSpan.FromDays(1), TimeSpan.FromDays(20 * 366))
        && Between(settings.MessageMailDelay, TimeSpan.Zero, TimeSpan.FromDays(1))
        && Between(settings.ParkMailAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(60));

    private static bool Between(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;
}
