using System.Text;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;

namespace Mov.Modules.Events.Catalog;

/// <summary>What the public list shows, as queries that its indexes answer.</summary>
internal static class PublicList
{
    private const int LongestText = 200;

    /// <summary>No place is further ahead of UTC.</summary>
    private const int HoursAhead = 14;

    /// <summary>No place is further behind it.</summary>
    private const int HoursBehind = 12;

    /// <summary>Published and Running events of active organizers that the search asks for, by date and id.</summary>
    public static IQueryable<Event> PublicEvents(this EventsDbContext context, EventSearch search)
    {
        var category = string.IsNullOrWhiteSpace(search.Category) ? null : search.Category;
        var (first, last) = (search.From, search.To);
        // Days are the event's own. A range of the date itself, which is what the index has in order, bounds them.
        var earliest = first > DateOnly.MinValue ? first.Value.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddHours(-HoursAhead) : (DateTime?)null;
        var before = last < DateOnly.MaxValue.AddDays(-1) ? last.Value.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddHours(HoursBehind) : (DateTime?)null;
        return Sought(search.Text) is { } text
            ? context.EventsContaining(text, new ListRange(category, earliest, before), Narrow)
            : Narrow(context.ListRows(category)).ByDate();

        IQueryable<Event> Narrow(IQueryable<Event> events)
        {
            events = events.AsNoTracking()
                .Where(@event => @event.Status == EventStatus.Published || @event.Status == EventStatus.Running)
                // A list read once and looked into for each row. As a join it tempts the planner to read and sort all of the range instead of following the index.
                .Where(@event => !context.OrganizerStandings.Where(standing => !standing.IsActive).Select(standing => standing.OrganizerId).Contains(@event.OrganizerId));
            if (category is not null)
            {
                events = events.Where(@event => @event.Category == category);
            }

            if (earliest is not null)
            {
                events = events.Where(@event => @event.Date >= earliest && @event.LocalDate >= first);
            }

            return before is null ? events : events.Where(@event => @event.Date < before && @event.LocalDate <= last);
        }
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
