using Microsoft.Extensions.Localization;

namespace Mov.Web.Pages.Events;

/// <summary>What giving a place back means, said before it is done.</summary>
internal static class LeaveWords
{
    public static string Seat(IStringLocalizer<Texts> t) =>
        t["Your seat goes to the first person on the waitlist at once. If you change your mind and the event is full, you wait at the end."];

    public static string Place(IStringLocalizer<Texts> t) => t["You give up your place in line. If you change your mind, you start again at the end."];
}
