using System.Globalization;
using Ardalis.Result;
using Microsoft.Extensions.Localization;
using Mov.Modules.Events.Contracts;
using Mov.Web.Pages.Events;

namespace Mov.Web.Pages.Organizer;

/// <summary>An event as it is typed: all of it text, so that nothing typed is lost, whatever it is.</summary>
public sealed class EventForm
{
    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm";

    public string? Title { get; set; }

    public string? Description { get; set; }

    public string? Category { get; set; }

    public string? Date { get; set; }

    public string? EndsAt { get; set; }

    public string? TimeZone { get; set; }

    public string? Location { get; set; }

    public string? MaxParticipants { get; set; }

    /// <summary>The version the editor started from.</summary>
    public string? Seen { get; set; }

    /// <summary>When that version was written; a damaged one fits no version.</summary>
    internal DateTime SeenUpdatedAt =>
        DateTime.TryParseExact(Seen, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var seen) ? seen : DateTime.MinValue;

    internal static EventForm Of(EventDetails meeting) => new()
    {
        Title = meeting.Title,
        Description = meeting.Description,
        Category = meeting.Category,
        Date = Write(meeting.StartsThere()),
        EndsAt = Write(meeting.EndsThere()),
        TimeZone = meeting.TimeZone ?? "UTC",
        Location = meeting.Location,
        MaxParticipants = meeting.MaxParticipants.ToString(CultureInfo.InvariantCulture),
        Seen = WriteVersion(meeting),
    };

    internal static string WriteVersion(EventDetails meeting) => meeting.UpdatedAt.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Reads what was typed; Invalid, at its field, where a time or number cannot be read.</summary>
    internal Result<EventDraft> Read(IStringLocalizer<Texts> t)
    {
        List<ValidationError> errors = [];
        var draft = new EventDraft(
            Title?.Trim() ?? string.Empty,
            string.IsNullOrWhiteSpace(Description) ? null : Description.Trim(),
            Category ?? string.Empty,
            ReadTime(nameof(Date), Date, errors, t),
            ReadTime(nameof(EndsAt), EndsAt, errors, t),
            TimeZone ?? string.Empty,
            string.IsNullOrWhiteSpace(Location) ? null : Location.Trim(),
            ReadCount(nameof(MaxParticipants), MaxParticipants, errors, t));
        return errors.Count == 0 ? Result.Success(draft) : Result<EventDraft>.Invalid(errors);
    }

    /// <summary>What another editor changed since: the field's label and what it holds now.</summary>
    internal IEnumerable<(string Label, string Now)> DifferencesTo(EventForm other, IStringLocalizer<Texts> t)
    {
        (string Label, string? Mine, string? Theirs)[] fields =
        [
            (t["Title"], Title, other.Title), (t["Description"], Description, other.Description), (t["Category"], Category, other.Category),
            (t["Date and time"], Date, other.Date), (t["Ends"], EndsAt, other.EndsAt), (t["Time zone"], TimeZone, other.TimeZone),
            (t["Location"], Location, other.Location), (t["Maximum participants"], MaxParticipants, other.MaxParticipants),
        ];
        return fields
            .Where(field => !string.Equals(Plain(field.Mine), Plain(field.Theirs), StringComparison.Ordinal))
            .Select(field => (field.Label, Plain(field.Theirs) is { Length: > 0 } now ? now : t["(nothing)"]));
    }

    internal static int? ReadCount(string field, string? typed, List<ValidationError> errors, IStringLocalizer<Texts> t)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        if (int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return count;
        errors.Add(new ValidationError(field, t["Enter a whole number, for example 25."]));
        return null;
    }

    private static DateTime? ReadTime(string field, string? typed, List<ValidationError> errors, IStringLocalizer<Texts> t)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        string[] formats = [LocalFormat, "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];
        if (DateTime.TryParseExact(typed.Trim(), formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year is > 1 and < 9999)
            return time;
        errors.Add(new ValidationError(field, t["Enter a day and a time, for example 2027-03-14 19:30."]));
        return null;
    }

    private static string? Write(DateTime? time) => time?.ToString(LocalFormat, CultureInfo.InvariantCulture);

    // Browsers send line ends their own way.
    private static string Plain(string? text) => text?.ReplaceLineEndings("\n").Trim() ?? string.Empty;
}
