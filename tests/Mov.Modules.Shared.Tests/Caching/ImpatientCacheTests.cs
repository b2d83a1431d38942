using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Time.Testing;
using Mov.Modules.Shared.Caching;
using Mov.Testing;

namespace Mov.Modules.Shared.Tests.Caching;

public sealed class ImpatientCacheTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_hangs_is_a_miss_within_a_moment_and_is_then_left_alone()
    {
        var time = new FakeTimeProvider();
        var store = new HangingStore();
        var cache = new ImpatientCache(store, time);

        var first = cache.GetAsync("key", Token);
        await Eventually.TrueAsync(() => store.Calls == 1, "the store is asked", Token);
        time.Advance(TimeSpan.FromMilliseconds(51));

        Assert.Null(await first);
        Assert.Null(await cache.GetAsync("key", Token));
        Assert.Equal(1, store.Calls);

        time.Advance(TimeSpan.FromSeconds(6));
        var later = cache.GetAsync("key", Token);
        await Eventually.TrueAsync(() => store.Calls == 2, "the store is asked again", Token);
        time.Advance(TimeSpan.FromMilliseconds(51));
        Assert.Null(await later);
    }

    private sealed class HangingStore : IDistributedCache
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
        {
            Interlocked.Increment(ref _calls);
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return null;
        }

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) => throw new NotSupportedException();

        public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

        public Task RemoveAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

        public byte[]? Get(string key) => throw new NotSupportedException();

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

        public void Refresh(string key) => throw new NotSupportedException();

        public void Remove(string key) => throw new NotSupportedException();
    }
}
