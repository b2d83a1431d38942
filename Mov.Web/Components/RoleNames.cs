using Microsoft.Extensions.Localization;
using Mov.Web.Hosting.Sessions;

namespace Mov.Web.Components;

/// <summary>What accounts are for, as it is called.</summary>
internal static class RoleNames
{
    /// <summary>The name of a role as sessions carry it.</summary>
    public static string Name(IStringLocalizer<Texts> t, string role) => role switch
    {
        Session.OrganizerRole => t["Organizer"],
        Session.ParticipantRole => t["Participant"],
        Session.AdminRole => t["Admin"],
        _ => role,
    };
}
