using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Mov.Modules.Events.Contracts;
using Mov.Web.Covers;
using Mov.Web.Tests.Components;

namespace Mov.Web.Tests.Covers;

public sealed class CoverStoreTests
{
    private static readonly EventDetails Meeting = Some.Event();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_instance_painted_another_one_takes()
    {
        var cache = new WatchedCache();
        await using var one = Instance(cache);
        await using var other = Instance(cache);

        var painted = await one.GetRequiredService<CoverStore>().FindAsync(Meeting, Token);
        var taken = await other.GetRequiredService<CoverStore>().FindAsync(Meeting, Token);
        await other.GetRequiredService<CoverStore>().FindAsync(Meeting, Token);

        Assert.Equal(painted, taken);
        Assert.Equal(1, cache.Writes);
        Assert.Equal(2, cache.Reads);
    }

    [Fact]
    public async Task Another_title_is_another_picture()
    {
        await using var instance = Instance(new WatchedCache());
        var store = instance.GetRequiredService<CoverStore>();

        Assert.NotEqual(await store.FindAsync(Meeting, Token), await store.FindAsync(Meeting with { Title = "Maps that tell the truth" }, Token));
    }

    private static ServiceProvider Instance(IDistributedCache cache)
    {
        var services = new ServiceCollection().AddSingleton(cache).AddSingleton<CoverStore>();
        services.AddHybridCache();
        return services.BuildServiceProvider();
    }

    private sealed class WatchedCache : IDistributedCache
    {
        private readonly MemoryDistributedCache _inner = new(Options.Create(new MemoryDistributedCacheOptions()));

        /// <summary>Of pictures; the hybrid cache also looks for what it calls tags.</summary>
        public int Reads { get; private set; }

        public int Writes { get; private set; }

        public byte[]? Get(string key) => _inner.Get(key);

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default)
        {
            Reads += key.StartsWith("cover:", StringComparison.Ordinal) ? 1 : 0;
            return _inner.GetAsync(key, token);
        }

        public void Refresh(string key) => _inner.Refresh(key);

        public Task RefreshAsync(string key, CancellationToken token = default) => _inner.RefreshAsync(key, token);

        public void Remove(string key) => _inner.Remove(key);

        public Task RemoveAsync(string key, CancellationToken token = default) => _inner.RemoveAsync(key, token);

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => _inner.Set(key, value, options);

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            Writes++;
            return _inner.SetAsync(key, value, options, token);
        }
    }
}
