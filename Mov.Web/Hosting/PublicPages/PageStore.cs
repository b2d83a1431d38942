using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Mov.Web.Hosting.PublicPages;

/// <summary>Pages in memory, each for a short time, never more than a fixed number of bytes: the oldest make room. Searches have a smaller shelf of their own, so that
/// somebody who asks for endlessly many of them pushes nobody else's page out.</summary>
internal sealed class PageStore(PageCacheSettings settings, TimeProvider time)
{
    private readonly Shelf _pages = new(settings.Megabytes * PageCacheSettings.Megabyte, time);
    private readonly Shelf _searches = new(settings.SearchMegabytes * PageCacheSettings.Megabyte, time);

    /// <summary>What both shelves hold.</summary>
    public long Bytes => _pages.Bytes + _searches.Bytes;

    public bool TryFind(in PageKey key, long generation, [NotNullWhen(true)] out StoredPage? page) => ShelfOf(key).TryFind(key, generation, out page);

    public void Keep(in PageKey key, long generation, StoredPage page) => ShelfOf(key).Keep(key, generation, page);

    private Shelf ShelfOf(in PageKey key) => key.Address.Query.Length == 0 ? _pages : _searches;

    private sealed class Shelf(long limit, TimeProvider time)
    {
        private readonly ConcurrentDictionary<PageKey, Entry> _byKey = new();
        private readonly LinkedList<Entry> _byAge = new();
        private readonly Lock _writing = new();
        private long _bytes;

        public long Bytes => Volatile.Read(ref _bytes);

        public bool TryFind(in PageKey key, long generation, [NotNullWhen(true)] out StoredPage? page)
        {
            page = _byKey.TryGetValue(key, out var entry) && entry.Generation == generation && !IsOver(entry) ? entry.Page : null;
            return page is not null;
        }

        public void Keep(in PageKey key, long generation, StoredPage page)
        {
            if (page.Size > limit)
            {
                return;
            }

            var entry = new Entry(key, generation, page, time.GetTimestamp());
            lock (_writing)
            {
                if (_byKey.TryGetValue(key, out var former))
                {
                    Drop(former);
                }

                _byKey[key] = entry;
                entry.Place = _byAge.AddLast(entry);
                _bytes += page.Size;
                while (_byAge.First is { } oldest && (_bytes > limit || IsOver(oldest.Value)))
                {
                    Drop(oldest.Value);
                }
            }
        }

        private bool IsOver(Entry entry) => time.GetElapsedTime(entry.Since) >= PageCacheSettings.Lifetime;

        private void Drop(Entry entry)
        {
            _byKey.TryRemove(entry.Key, out _);
            _byAge.Remove(entry.Place!);
            _bytes -= entry.Page.Size;
        }
    }

    private sealed class Entry(PageKey key, long generation, StoredPage page, long since)
    {
        public PageKey Key { get; } = key;

        public long Generation { get; } = generation;

        public StoredPage Page { get; } = page;

        public long Since { get; } = since;

        public LinkedListNode<Entry>? Place { get; set; }
    }
}
