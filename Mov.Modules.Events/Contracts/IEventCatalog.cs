using Ardalis.Result;
using Mov.Modules.Shared;

namespace Mov.Modules.Events.Contracts;

/// <summary>Reading events.</summary>
public interface IEventCatalog
{
    /// <summary>One event as <paramref name="viewerId"/> may see it.</summary>
    /// <returns>NotFound for an unknown id, for a Planning event that is not the viewer's own, and for one whose organizer is deactivated.</returns>
    Task<Result<EventDetails>> GetAsync(int eventId, int? viewerId, CancellationToken cancellationToken);

    /// <summary>Published and Running events of active organizers, by date and id, 20 a page, with the numbers by category. The total counts no further than 1,000,
    /// with a text no further than 200; the numbers by category of more than 1,000 are up to a few minutes old. Unknown or malformed filters are the caller's to refuse; a page past the end is empty.</summary>
    Task<EventList> SearchAsync(EventSearch search, CancellationToken cancellationToken);

    /// <summary>What <see cref="SearchAsync"/> would say about how many there are, from memory and at most a few minutes old; <see langword="null"/> where that takes reading,
    /// as it does for a text and for fewer than some 2,000 events.</summary>
    EventNumbers? FindNumbers(EventSearch search);

    /// <summary>What <see cref="SearchAsync"/> would say about how many there are, without the events of a page.</summary>
    Task<EventNumbers> CountAsync(EventSearch search, CancellationToken cancellationToken);

    /// <summary>An organizer's own events of every state, upcoming ones first by date, then past ones newest first, 20 a page.</summary>
    Task<Page<EventDetails>> ListOwnAsync(int organizerId, int page, CancellationToken cancellationToken);

    /// <summary>These events whatever their state, for people who have a place in them; unknown ids are missing from the answer.</summary>
    Task<IReadOnlyDictionary<int, EventDetails>> FindManyAsync(IReadOnlyCollection<int> eventIds, CancellationToken cancellationToken);

    /// <summary>What enrolling must know, straight from the database; <see langword="null"/> for an unknown id.</summary>
    Task<EventSeating?> FindSeatingAsync(int eventId, CancellationToken cancellationToken);

    /// <summary>The same for events from <paramref name="afterId"/> on, at most <paramref name="limit"/> by id: for the reconciler that compares seats with events. Only Planning, Published and Running ones.</summary>
    Task<IReadOnlyList<EventSeating>> ListSeatingsAsync(int afterId, int limit, CancellationToken cancellationToken);

    /// <summary>Published events of active organizers that begin after <paramref name="from"/> and until <paramref name="until"/> (UTC), with ids from after
    /// <paramref name="afterId"/> on, at most <paramref name="limit"/> by id: for reminders.</summary>
    Task<IReadOnlyList<EventDetails>> ListBeginningAsync(DateTime from, DateTime until, int afterId, int limit, CancellationToken cancellationToken);

    /// <summary>The categories that a form offers, from the settings.</summary>
    IReadOnlyList<string> Categories { get; }
}

/// <summary>A search of the public list.</summary>
/// <param name="Text">Contained in title, description or location, whatever the case. A text that no index can find, such as one of two letters, is looked for in the next
/// 1,000 events of the other filters only.</param>
/// <param name="Category">One category's slug.</param>
/// <param name="From">The first day, inclusive, in the events' own zone.</param>
/// <param name="To">The last day, inclusive.</param>
/// <param name="Page">From 1.</param>
public sealed record EventSearch(string? Text = null, string? Category = null, DateOnly? From = null, DateOnly? To = null, int Page = 1);

/// <summary>A page of what a search found.</summary>
/// <param name="Items">The events, by date and id.</param>
/// <param name="Number">The page's number, from 1.</param>
/// <param name="Size">How many events a full page has.</param>
/// <param name="Total">How many events there are on all pages, as far as they are counted.</param>
/// <param name="AreMore">Whether there are more than that.</param>
/// <param name="Categories">How many events the search would show per category, its own category filter aside, with the settings' categories first.</param>
public sealed record EventList(IReadOnlyList<EventDetails> Items, int Number, int Size, int Total, bool AreMore, IReadOnlyList<CategoryCount> Categories)
    : Page<EventDetails>(Items, Number, Size, Total);

/// <summary>How many events a search finds.</summary>
/// <param name="Total">As <see cref="EventList"/> says it.</param>
/// <param name="AreMore">Whether there are more than that.</param>
/// <param name="Categories">How many per category.</param>
public sealed record EventNumbers(int Total, bool AreMore, IReadOnlyList<CategoryCount> Categories);

/// <summary>A category and its number of events.</summary>
/// <param name="Category">The slug.</param>
/// <param name="Events">How many; <see langword="null"/> when there are too many to count at once, and they are not yet counted in the background.</param>
public sealed record CategoryCount(string Category, int? Events);
