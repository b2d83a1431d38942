using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Site;

namespace Mov.Web.Pages.Events;

/// <summary>An event as schema.org describes one, for search engines.</summary>
internal static class EventSchema
{
    // The default encoder writes every < and > as an escape, so that no title ends the script that holds this.
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Writes it as JSON-LD.</summary>
    public static string Write(EventDetails meeting, Standing seats, SiteSettings site)
    {
        var address = site.LinkTo(string.Create(CultureInfo.InvariantCulture, $"/events/{meeting.Id}"));
        return JsonSerializer.Serialize(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Event",
            ["name"] = meeting.Title,
            ["description"] = DescriptionText.ToPreview(meeting.Description) is { Length: > 0 } text ? text : null,
            ["startDate"] = There(meeting, meeting.Date),
            ["endDate"] = meeting.EndsAt is { } end ? There(meeting, end) : null,
            ["eventStatus"] = meeting.Status == EventStatus.Canceled ? "https://schema.org/EventCancelled" : "https://schema.org/EventScheduled",
            ["url"] = address,
            ["image"] = $"{address}/cover.png",
            ["location"] = string.IsNullOrWhiteSpace(meeting.Location)
                ? null
                : new Dictionary<string, object?>(StringComparer.Ordinal) { ["@type"] = "Place", ["name"] = meeting.Location, ["address"] = meeting.Location },
            ["organizer"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["@type"] = "Person", ["name"] = meeting.OrganizerName },
            ["maximumAttendeeCapacity"] = seats.Capacity,
            ["remainingAttendeeCapacity"] = Math.Max(0, seats.Capacity - seats.Taken),
        }, Json);
    }

    private static string There(EventDetails meeting, DateTime at)
    {
        var utc = new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc));
        return TimeZoneInfo.ConvertTime(utc, meeting.Zone()).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }
}
