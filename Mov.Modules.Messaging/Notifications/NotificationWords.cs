using System.Globalization;
using Microsoft.Extensions.Localization;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Languages;

namespace Mov.Modules.Messaging.Notifications;

/// <summary>Names the sentences of notifications, as they are stored under <c>data.wording</c>.</summary>
internal static class Wordings
{
    public const string Seat = "seat";
    public const string Waiting = "waiting";
    public const string Promoted = "promoted";
    public const string SeatCanceled = "seat-canceled";
    public const string PlaceLeft = "place-left";
    public const string SeatRemoved = "seat-removed";
    public const string PlaceRemoved = "place-removed";
    public const string Full = "full";

    /// <summary>Its detail: the facts that changed, with commas between.</summary>
    public const string Changed = "changed";
    public const string Canceled = "canceled";
    public const string Started = "started";

    /// <summary>Its detail: when the event begins, and the zone it is in, with a bar between.</summary>
    public const string Reminder = "reminder";

    /// <summary>Its detail: who wrote, where that is known.</summary>
    public const string Wrote = "wrote";
    public const string Messages = "messages";

    /// <summary>More than the count.</summary>
    public const string MoreMessages = "more-messages";
}

/// <summary>Says what happened in the language of the caller.</summary>
internal sealed class NotificationWords(IStringLocalizer<MessagingTexts> texts)
{
    /// <summary>What is stored: the sentence in English, and what is needed to say it in another language.</summary>
    public NotificationData Compose(string wording, int eventId, string title, string? detail = null, int? count = null)
    {
        using var english = SiteLanguages.Speak(SiteLanguages.Default);
        var data = new NotificationData(eventId, title, null, count, wording, detail);
        return data with { Message = Say(data) };
    }

    /// <summary>The sentence; what somebody else wrote is said as it is.</summary>
    public string Say(NotificationData data)
    {
        var title = data.EventTitle ?? "";
        return data.Wording switch
        {
            Wordings.Seat => texts["You have a seat in {0}", title],
            Wordings.Waiting => texts["{0} is full, so you are on the waitlist", title],
            Wordings.Promoted => texts["A seat became free: you are now enrolled in {0}", title],
            Wordings.SeatCanceled => texts["You canceled your seat in {0}", title],
            Wordings.PlaceLeft => texts["You left the waitlist of {0}", title],
            Wordings.SeatRemoved => texts["The organizer canceled your seat in {0}", title],
            Wordings.PlaceRemoved => texts["The organizer took you off the waitlist of {0}", title],
            Wordings.Full => texts["{0} is full: the last seat is taken", title],
            Wordings.Changed => texts["{0} changed: {1}", title, Facts(data.Detail)],
            Wordings.Canceled => texts["{0} was canceled", title],
            Wordings.Started => texts["{0} has started", title],
            Wordings.Reminder => texts["{0} begins on {1}", title, Moment(data.Detail)],
            Wordings.Wrote => texts["{0} wrote in {1}", data.Detail ?? texts["Somebody"].Value, title],
            Wordings.Messages => texts["{0} new messages in {1}", data.Count ?? 0, title],
            Wordings.MoreMessages => texts["More than {0} new messages in {1}", data.Count ?? 0, title],
            _ when data.Message is { Length: > 0 } message => message,
            _ when title.Length > 0 => texts["Something happened in {0}", title],
            _ => texts["Something happened"],
        };
    }

    /// <summary>A moment in the zone it is meant in.</summary>
    public string Moment(DateTime utc, string? zone)
    {
        var (local, name) = zone is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? (TimeZoneInfo.ConvertTimeFromUtc(utc, found), zone)
            : (utc, "UTC");
        return $"{local.ToString(texts["dddd, d MMMM yyyy, HH:mm"], CultureInfo.CurrentCulture)} ({name})";
    }

    public static string DetailOf(DateTime utc, string? zone) => string.Create(CultureInfo.InvariantCulture, $"{utc:yyyy-MM-dd'T'HH:mm:ss'Z'}|{zone}");

    private string Moment(string? detail) =>
        detail?.Split('|', 2) is [var at, var zone] && DateTime.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var utc)
            ? Moment(utc, zone)
            : "";

    // "date, end time and location"
    private string Facts(string? detail)
    {
        string[] words = [.. (detail ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(fact => fact switch
        {
            "title" => texts["title"].Value,
            "description" => texts["description"].Value,
            "date" => texts["date"].Value,
            "end" => texts["end time"].Value,
            "zone" => texts["time zone"].Value,
            "location" => texts["location"].Value,
            _ => fact,
        })];
        return words.Length < 2 ? string.Concat(words) : texts["{0} and {1}", string.Join(", ", words[..^1]), words[^1]];
    }
}
