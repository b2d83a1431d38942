using Microsoft.Extensions.Localization;
using Mov.Modules.Events.Contracts;

namespace Mov.Web.Components;

/// <summary>The states of an event, as they are called.</summary>
internal static class EventStatuses
{
    /// <summary>The name of a state.</summary>
    public static string Name(IStringLocalizer<Texts> t, EventStatus status) => status switch
    {
        EventStatus.Planning => t["Planning"],
        EventStatus.Published => t["Published"],
        EventStatus.Running => t["Running"],
        EventStatus.Completed => t["Completed"],
        _ => t["Canceled"],
    };
}
