using Ardalis.Result;
using Microsoft.Extensions.Caching.Memory;
using Mov.Modules.Events.Contracts;

namespace Mov.Web.Hosting.PublicPages;

/// <summary>What the page of an event says of it is the same for everyone, once it is published: of those signed in, the first one has it read, and the first one after a change.
/// Visitors have pages in memory for that.</summary>
internal sealed class PublicEvents(PageGenerations generations) : IDisposable
{
    private const int KeptBytes = 16 * 1024 * 1024;
    private const int BytesOfAnEvent = 1024;

    private readonly MemoryCache _events = new(new MemoryCacheOptions { SizeLimit = KeptBytes });

    /// <summary>The event as <see cref="IEventCatalog.GetAsync"/> answers this reader.</summary>
    public async Task<Result<EventDetails>> GetAsync(IEventCatalog catalog, int eventId, int? readerId, CancellationToken cancellationToken)
    {
        if (readerId is null)
        {
            return await catalog.GetAsync(eventId, null, cancellationToken);
        }

        // The generation first: what changes while this is read must not be found again.
        var key = (eventId, generations.Of(eventId));
        if (_events.TryGetValue(key, out EventDetails? known) && known is not null)
        {
            return known;
        }

        var found = await catalog.GetAsync(eventId, readerId, cancellationToken);
        if (found is { IsSuccess: true, Value: { Status: not EventStatus.Planning } meeting })
        {
            _events.Set(key, meeting, new MemoryCacheEntryOptions
            {
                Size = BytesOfAnEvent + (2L * (meeting.Description?.Length ?? 0)),
                AbsoluteExpirationRelativeToNow = PageCacheSettings.Lifetime,
            });
        }

        return found;
    }

    public void Dispose() => _events.Dispose();
}
