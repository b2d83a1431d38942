using Ardalis.Result;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared;

namespace Mov.Web.Tests.PublicPages;

/// <summary>Tells a test how often pages were made, and lets it hold one in the middle or make it fail.</summary>
internal sealed class CatalogWatch
{
    private int _reads;
    private int _counts;
    private TaskCompletionSource? _held;
    private TaskCompletionSource? _arrived;

    /// <summary>How often the list or an event was read for a page.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>How often a list was only counted.</summary>
    public int Counts => Volatile.Read(ref _counts);

    public bool Fails { get; set; }

    /// <summary>The next reader has read and waits for <see cref="Release"/>.</summary>
    public Task HoldNextReader()
    {
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _arrived.Task;
    }

    public void Release() => _held?.TrySetResult();

    /// <summary>Puts it around the catalog of a site.</summary>
    public void Surround(IServiceCollection services)
    {
        var original = services.Last(service => service.ServiceType == typeof(IEventCatalog)).ImplementationType!;
        services.AddScoped<IEventCatalog>(provider => new WatchedCatalog((IEventCatalog)ActivatorUtilities.CreateInstance(provider, original), this));
    }

    internal void Count() => Interlocked.Increment(ref _counts);

    internal async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        Interlocked.Increment(ref _reads);
        if (Fails)
        {
            throw new InvalidOperationException("The test makes this page fail.");
        }

        var found = await read();
        if (Interlocked.Exchange(ref _arrived, null) is { } arrived)
        {
            arrived.SetResult();
            await _held!.Task;
        }

        return found;
    }
}

/// <summary>The catalog of a site under the eyes of a test.</summary>
internal sealed class WatchedCatalog(IEventCatalog inner, CatalogWatch watch) : IEventCatalog
{
    public IReadOnlyList<string> Categories => inner.Categories;

    public Task<Result<EventDetails>> GetAsync(int eventId, int? viewerId, CancellationToken cancellationToken) =>
        watch.ReadAsync(() => inner.GetAsync(eventId, viewerId, cancellationToken));

    public Task<EventList> SearchAsync(EventSearch search, CancellationToken cancellationToken) =>
        watch.ReadAsync(() => inner.SearchAsync(search, cancellationToken));

    public EventNumbers? FindNumbers(EventSearch search) => inner.FindNumbers(search);

    public Task<EventNumbers> CountAsync(EventSearch search, CancellationToken cancellationToken)
    {
        watch.Count();
        return inner.CountAsync(search, cancellationToken);
    }

    public Task<Page<EventDetails>> ListOwnAsync(int organizerId, int page, CancellationToken cancellationToken) => inner.ListOwnAsync(organizerId, page, cancellationToken);

    public Task<IReadOnlyDictionary<int, EventDetails>> FindManyAsync(IReadOnlyCollection<int> eventIds, CancellationToken cancellationToken) =>
        inner.FindManyAsync(eventIds, cancellationToken);

    public Task<IReadOnlyList<EventDetails>> ListBeginningAsync(DateTime from, DateTime until, int afterId, int limit, CancellationToken cancellationToken) =>
        inner.ListBeginningAsync(from, until, afterId, limit, cancellationToken);

    public Task<EventSeating?> FindSeatingAsync(int eventId, CancellationToken cancellationToken) => inner.FindSeatingAsync(eventId, cancellationToken);

    public Task<IReadOnlyList<EventSeating>> ListSeatingsAsync(int afterId, int limit, CancellationToken cancellationToken) => inner.ListSeatingsAsync(afterId, limit, cancellationToken);
}
