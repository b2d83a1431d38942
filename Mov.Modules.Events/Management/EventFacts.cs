using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;

namespace Mov.Modules.Events.Management;

/// <summary>A valid draft as it is stored.</summary>
internal sealed record EventFacts(
    string Title, string? Description, string Category, DateTime Date, DateTime? EndsAt, string? TimeZone, int? UtcOffset, string? Location, int MaxParticipants)
{
    /// <summary>The draft as it is meant: without blanks around it, nothing instead of an empty text, one kind of line break.</summary>
    public static EventDraft Tidy(EventDraft draft) => draft with
    {
        Title = draft.Title?.Trim() ?? "",
        Description = string.IsNullOrWhiteSpace(draft.Description) ? null : draft.Description.ReplaceLineEndings("\n").Trim('\n'),
        Category = draft.Category?.Trim() ?? "",
        TimeZone = draft.TimeZone?.Trim() ?? "",
        Location = string.IsNullOrWhiteSpace(draft.Location) ? null : draft.Location.Trim(),
    };

    public static EventFacts From(EventDraft valid, Event? existing)
    {
        var begin = EventDraftValidator.Begin(valid, existing);
        return new EventFacts(
            valid.Title, valid.Description, valid.Category, begin, EventDraftValidator.End(valid, existing), valid.TimeZone,
            (int)ZonedTime.FindZone(valid.TimeZone)!.GetUtcOffset(begin).TotalMinutes, valid.Location, valid.MaxParticipants!.Value);
    }

    /// <summary>The facts that an event has already.</summary>
    public static EventFacts Of(Event row) => new(
        row.Title, row.Description, row.Category, row.Date, row.EndsAt, row.TimeZone, row.UtcOffset, row.Location, row.MaxParticipants);

    /// <summary>What those who have a place must be told, in the words of <see cref="EventUpdated"/>.</summary>
    public IReadOnlyList<string> ChangesFrom(Event before)
    {
        List<string> changed = [];
        void Compare<T>(string name, T was, T becomes)
        {
            if (!EqualityComparer<T>.Default.Equals(was, becomes))
            {
                changed.Add(name);
            }
        }

        Compare("title", before.Title, Title);
        Compare("description", before.Description ?? "", Description ?? "");
        Compare("date", before.Date, Date);
        Compare("end", before.EndsAt, EndsAt);
        Compare("zone", before.TimeZone ?? "UTC", TimeZone ?? "UTC");
        Compare("location", before.Location ?? "", Location ?? "");
        return changed;
    }
}
