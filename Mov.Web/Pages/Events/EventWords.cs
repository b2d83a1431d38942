using Microsoft.Extensions.Localization;
using Mov.Modules.Events.Contracts;

namespace Mov.Web.Pages.Events;

/// <summary>How an event's facts are said.</summary>
internal static class EventWords
{
    /// <summary>A category's slug as a word: that of the language, or, for one that the settings or another client brought, the first letter large and the
    /// rest as it was written.</summary>
    public static string Category(IStringLocalizer<Texts> t, string slug) => slug switch
    {
        "" => t["Other"],
        "workshop" => t["Workshop"],
        "meetup" => t["Meetup"],
        "conference" => t["Conference"],
        "concert" => t["Concert"],
        "festival" => t["Festival"],
        "talk" => t["Talk"],
        "sports" => t["Sports"],
        "community" => t["Community"],
        _ => string.Concat(slug[..1].ToUpperInvariant(), slug.AsSpan(1)),
    };

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
    public static string ZoneName(this EventDetails meeting, IStringLocalizer<Texts> t)
    {
        var id = meeting.Zone().Id;
        return id.Contains('/', StringComparison.Ordinal) ? t["{0} time", id[(id.LastIndexOf('/') + 1)..].Replace('_', ' ')] : id;
    }

    private static DateTime There(EventDetails meeting, DateTime at) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(at, DateTimeKind.Utc), meeting.Zone());
}
