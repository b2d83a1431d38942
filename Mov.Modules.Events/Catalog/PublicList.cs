using System.Text;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;

namespace Mov.Modules.Events.Catalog;

/// <summary>What the public list shows, as queries that its indexes answer.</summary>
internal static class PublicList
{
    private const int LongestText = 200;

    /// <summary>Where no index finds a text, this many events are read for it.</summary>
    private const int Nearest = 2_000;

    /// <summary>Published and Running events of active organizers that the search asks for.</summary>
    public static IQueryable<Event> PublicEvents(this EventsDbContext context, EventSearch search)
    {
        var events = Sought(search.Text) is { } text
            ? context.EventsContaining(text, new NearEvents(Nearest, string.IsNullOrWhiteSpace(search.Category) ? null : search.Category, EarliestOf(search.From)))
            : context.Events;
        events = events
            .Where(@event => @event.Status == EventStatus.Published || @event.Status == EventStatus.Running)
            .Where(@event => !context.OrganizerStandings.Any(standing => standing.OrganizerId == @event.OrganizerId && !standing.IsActive));
        if (!string.IsNullOrWhiteSpace(search.Category))
        {
            events = events.Where(@event => @event.Category == search.Category);
        }

        return events.From(search.From).To(search.To).AsNoTracking();
    }

    // Days are the event's own. No place is more than a day away from UTC, so a range of the date itself, which is what the index has in order, bounds them.
    private static IQueryable<Event> From(this IQueryable<Event> events, DateOnly? first)
    {
        if (first is not { } day || EarliestOf(first) is not { } earliest)
        {
            return events;
        }

        return events.Where(@event => @event.Date >= earliest && @event.LocalDate >= day);
    }

    private static DateTime? EarliestOf(DateOnly? first) =>
        first is { } day && day != DateOnly.MinValue ? day.AddDays(-1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : null;

    private static IQueryable<Event> To(this IQueryable<Event> events, DateOnly? last)
    {
        if (last is not { } day || day.DayNumber > DateOnly.MaxValue.DayNumber - 2)
        {
            return events;
        }

        var latest = day.AddDays(2).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return events.Where(@event => @event.Date < latest && @event.LocalDate <= day);
    }

    /// <summary>The text without blanks around it and without what no stored text has; <see langword="null"/> when nothing is left.</summary>
    private static string? Sought(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var sought = new StringBuilder();
        foreach (var rune in text.Trim().EnumerateRunes().Take(LongestText))
        {
            sought.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return sought.ToString().Trim() is { Length: > 0 } cleaned ? cleaned : null;
    }
}
