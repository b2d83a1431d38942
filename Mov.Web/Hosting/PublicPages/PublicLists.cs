using Microsoft.Extensions.Caching.Memory;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared;

namespace Mov.Web.Hosting.PublicPages;

/// <summary>What the public list shows is the same for everyone who asks the same, signed in or not: it is read once, and again when something changed.</summary>
internal sealed class PublicLists(PageGenerations generations) : IDisposable
{
    private const int KeptBytes = 16 * 1024 * 1024;
    private const int BytesOfAnEvent = 1024;

    private readonly MemoryCache _lists = new(new MemoryCacheOptions { SizeLimit = KeptBytes });

    /// <summary>The events of a search with their seats.</summary>
    public async Task<PublicList> ReadAsync(IEventCatalog catalog, IEnrollments enrollments, EventSearch search, CancellationToken cancellationToken) =>
        await FindInOpenListAsync(catalog, enrollments, search, cancellationToken) ?? await ReadWholeAsync(catalog, enrollments, search, cancellationToken);

    /// <summary>Lists that begin on the same day have the same events on a page, however many days they go on after it: then the list without an end is read for all of them.</summary>
    private async Task<PublicList?> FindInOpenListAsync(IEventCatalog catalog, IEnrollments enrollments, EventSearch search, CancellationToken cancellationToken)
    {
        if (search.To is not { } last || catalog.FindNumbers(search) is not { } numbers)
        {
            return null;
        }

        var (events, seats) = await ReadWholeAsync(catalog, enrollments, search with { To = null }, cancellationToken);
        // Days are those of the event's zone, and none is a day ahead of UTC.
        return events.Items is [.., { } latest] && DateOnly.FromDateTime(latest.Date) < last
            ? new PublicList(events with { Total = numbers.Total, AreMore = numbers.AreMore, Categories = numbers.Categories }, seats)
            : null;
    }

    private async Task<PublicList> ReadWholeAsync(IEventCatalog catalog, IEnrollments enrollments, EventSearch search, CancellationToken cancellationToken)
    {
        // The generation first: what changes while this is read must not be found again.
        var key = (search, generations.Of(null));
        if (_lists.TryGetValue(key, out PublicList? known) && known is not null)
        {
            return known;
        }

        var events = await catalog.SearchAsync(search, cancellationToken);
        var seats = await enrollments.CountSeatsAsync([.. events.Items.Select(item => item.Id)], cancellationToken);
        return _lists.Set(key, new PublicList(events, seats), new MemoryCacheEntryOptions
        {
            Size = BytesOfAnEvent + events.Items.Sum(item => BytesOfAnEvent + (2L * (item.Description?.Length ?? 0))),
            AbsoluteExpirationRelativeToNow = PageCacheSettings.Lifetime,
        });
    }

    public void Dispose() => _lists.Dispose();
}

/// <summary>A page of the list and the seats of its events.</summary>
internal sealed record PublicList(EventList Events, IReadOnlyDictionary<int, SeatCount> Seats);
