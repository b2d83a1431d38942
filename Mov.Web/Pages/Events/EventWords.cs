using System.Globalization;
using Mov.Modules.Events.Contracts;

namespace Mov.Web.Pages.Events;

/// <summary>How an event's facts are said.</summary>
internal static class EventWords
{
    /// <summary>A category's slug as a word: the first letter large, the rest as it was written.</summary>
    public static string Category(string slug) =>
        slug.Length == 0 ? "Other" : string.Concat(slug[..1].ToUpperInvariant(), slug.AsSpan(1));

    /// <summary>A number and what it counts.</summary>
    public static string Count(int number, string one, string many) =>
        string.Create(CultureInfo.CurrentCulture, $"{number:N0} {(number == 1 ? one : many)}");

    /// <summary>When it begins, on the clocks where it takes place.</summary>
    public static DateTime StartsThere(this EventDetails meeting) => There(meeting, meeting.Date);

    /// <summary>When it ends, on the clocks where it takes place.</summary>
    public static DateTime? EndsThere(this EventDetails meeting) => meeting.EndsAt is { } end ? There(meeting, end) : null;

    /// <summary>The zone it takes place in; UTC where none or an unknown one is kept.</summary>
    public static TimeZoneInfo Zone(this EventDetails meeting) => FindZone(meeting.TimeZone);

    /// <summary>A zone by its IANA name; UTC for none or an unknown one.</summary>
    public static TimeZoneInfo FindZone(string? name) =>
        name is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The zone's name as people say it: its city, or UTC.</summary>
    public static string ZoneName(this EventDetails meeting)
    {
        var id = meeting.Zone().Id;
        return id.Contains('/', StringComparison.Ordinal) ? $"{id[(id.LastIndexOf('/') + 1)..].Replace('_', ' ')} time" : id;
    }

    private static DateTime There(EventDetails meeting, DateTime at) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(at, DateTimeKind.Utc), meeting.Zone());
}
