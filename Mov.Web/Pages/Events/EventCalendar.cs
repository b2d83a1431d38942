using System.Globalization;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.Extensions.Localization;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Site;
using Calendar = Ical.Net.Calendar;
using EventStatus = Mov.Modules.Events.Contracts.EventStatus;

namespace Mov.Web.Pages.Events;

/// <summary>Events as a calendar file (RFC 5545). Times are in UTC, which every calendar shows in its reader's zone.</summary>
internal static class EventCalendar
{
    /// <summary>The media type of calendar files.</summary>
    public const string MediaType = "text/calendar; charset=utf-8";

    /// <summary>Writes events as one calendar.</summary>
    /// <param name="entries">The events, each with whether it is sure for the reader; someone on a waitlist gets it as tentative.</param>
    /// <param name="name">What the calendar is called by programs that subscribe to it, or none for a single event.</param>
    /// <param name="site">Where links lead.</param>
    /// <param name="t">The words.</param>
    public static string Write(IEnumerable<CalendarEntry> entries, string? name, SiteSettings site, IStringLocalizer<Texts> t)
    {
        var calendar = new Calendar { ProductId = "-//MOV//Events//EN", Method = "PUBLISH" };
        if (name is not null)
            calendar.AddProperty("X-WR-CALNAME", name);
        foreach (var entry in entries)
            calendar.Events.Add(Describe(entry, site, t));
        return new CalendarSerializer().SerializeToString(calendar) ?? string.Empty;
    }

    private static CalendarEvent Describe(CalendarEntry entry, SiteSettings site, IStringLocalizer<Texts> t)
    {
        var meeting = entry.Event;
        var address = site.LinkTo(string.Create(CultureInfo.InvariantCulture, $"/events/{meeting.Id}"));
        return new CalendarEvent
        {
            Uid = string.Create(CultureInfo.InvariantCulture, $"event-{meeting.Id}@{new Uri(address).Host}"),
            Summary = meeting.Status == EventStatus.Canceled ? t["Canceled: {0}", meeting.Title] : meeting.Title,
            Description = $"{DescriptionText.ToText(meeting.Description)}\n\n{address}".Trim(),
            Location = meeting.Location,
            Url = new Uri(address),
            DtStart = Utc(meeting.Date),
            DtEnd = meeting.EndsAt is { } end ? Utc(end) : null,
            DtStamp = Utc(meeting.UpdatedAt),
            LastModified = Utc(meeting.UpdatedAt),
            Created = Utc(meeting.CreatedAt),
            // Grows with every change, so that a calendar takes the newer of two copies.
            Sequence = (int)Math.Clamp((meeting.UpdatedAt - meeting.CreatedAt).TotalSeconds, 0, int.MaxValue),
            Status = meeting.Status == EventStatus.Canceled ? "CANCELLED" : entry.IsSure ? "CONFIRMED" : "TENTATIVE",
        };
    }

    private static CalDateTime Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));
}

/// <summary>An event in somebody's calendar.</summary>
internal sealed record CalendarEntry(EventDetails Event, bool IsSure = true);
