using Microsoft.Extensions.Localization;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>Why nothing was decided. Decisions are made away from whoever asked, so they carry a cause and no words.</summary>
internal enum Unavailability
{
    /// <summary>Too many ask for the seats of this event.</summary>
    Busy,

    /// <summary>This instance is stopping.</summary>
    Stopping,

    /// <summary>The database of the seats is away.</summary>
    Away,

    /// <summary>The event could not be looked up.</summary>
    EventAway,

    /// <summary>Saving failed.</summary>
    Failed,
}

internal static class Unavailabilities
{
    public static string Say(IStringLocalizer<EnrollmentsTexts> t, Unavailability cause) => cause switch
    {
        Unavailability.Busy => t["This event is very busy at the moment. Please try again in a few seconds."],
        Unavailability.Stopping => t["MOV is being restarted. Please try again in a moment."],
        Unavailability.Away => t["Seats cannot be reached at the moment. Please try again in a little while; trying again never takes a second seat."],
        Unavailability.EventAway => t["The event cannot be looked up at the moment. Nothing was changed; please try again in a moment."],
        _ => t["This could not be saved. Nothing was changed; please try again in a moment."],
    };
}
