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

    /// <summary>Lists that begin on the same day have the same events on a page, however many days they go on after it: then the list without an end is read for all of them,
    /// and each is only counted.</summary>
    private async Task<PublicList?> FindInOpenListAsync(IEventCatalog catalog, IEnrollments enrollments, EventSearch search, CancellationToken cancellationToken)
    {
        if (search.To is not { } last || !string.IsNullOrWhiteSpace(search.Text))
        {
            return null;
        }

        // For a short list alone, the one without an end would be one read more.
        var open = search with { To = null };
        var known = catalog.FindNumbers(search);
        if ((known is null ? Find<PublicList>(KeyOf(open)) : await ReadWholeAsync(catalog, enrollments, open, cancellationToken)) is not var (events, seats)
            // Days are those of the event's zone, and none is a day ahead of UTC.
            || events.Items is not [.., { } latest] || DateOnly.FromDateTime(latest.Date) >= last)
        {
            return null;
        }

        var numbers = known ?? await CountAsync(catalog, search, cancellationToken);
        return new PublicList(events with { Total = numbers.Total, AreMore = numbers.AreMore, Categories = numbers.Categories }, seats);
    }

    private async Task<EventNumbers> CountAsync(IEventCatalog catalog, EventSearch search, CancellationToken cancellationToken)
    {
        var key = KeyOf(search);
        return Find<EventNumbers>(key) ?? Keep(key, await catalog.CountAsync(search, cancellationToken), BytesOfAnEvent);
    }

    private async Task<PublicList> ReadWholeAsync(IEventCatalog catalog, IEnrollments enrollments, EventSearch search, CancellationToken cancellationToken)
    {
        var key = KeyOf(search);
        if (Find<PublicList>(key) is { } known)
        {
            return known;
        }

        var events = await catalog.SearchAsync(search, cancellationToken);
        var seats = await enrollments.CountSeatsAsync([.. events.Items.Select(item => item.Id)], cancellationToken);
        return Keep(key, new PublicList(events, seats), BytesOfAnEvent + events.Items.Sum(item => BytesOfAnEvent + (2L * (item.Description?.Length ?? 0))));
    }

    // Taken before reading: what changes meanwhile must not be found again.
    private (EventSearch Search, long Generation) KeyOf(EventSearch search) => (search, generations.Of(null));

    private T? Find<T>((EventSearch Search, long Generation) key)
        where T : class => _lists.Get<T>((typeof(T), key));

    private T Keep<T>((EventSearch Search, long Generation) key, T read, long size) =>
        _lists.Set((typeof(T), key), read, new MemoryCacheEntryOptions { Size = size, AbsoluteExpirationRelativeToNow = PageCacheSettings.Lifetime });

    public void Dispose() => _lists.Dispose();
}

/// <summary>A page of the list and the seats of its events.</summary>
internal sealed record PublicList(EventList Events, IReadOnlyDictionary<int, SeatCount> Seats);
