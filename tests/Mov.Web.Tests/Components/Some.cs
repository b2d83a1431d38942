using Mov.Modules.Events.Contracts;

namespace Mov.Web.Tests.Components;

/// <summary>Facts to show.</summary>
internal static class Some
{
    public static readonly DateTime Evening = new(2026, 12, 5, 18, 30, 0, DateTimeKind.Utc);

    public static EventDetails Event(
        string title = "Lantern market", EventStatus status = EventStatus.Published, int seats = 10, int taken = 3, string? location = "Town square", DateTime? at = null, DateTime? ends = null, int id = 5) =>
        new(id, 1, "Olga Kern", title, null, at ?? Evening, ends, "Europe/Berlin", location, seats, taken, "festival", status, Evening.AddDays(-30), Evening.AddDays(-30));
}
