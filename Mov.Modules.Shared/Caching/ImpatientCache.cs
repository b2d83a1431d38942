using System.Diagnostics;
using Microsoft.Extensions.Caching.Distributed;

namespace Mov.Modules.Shared.Caching;

/// <summary>A distributed cache that never holds up a page: what does not answer within a moment is a miss, and after a failure it is left alone for a while.</summary>
internal sealed class ImpatientCache(IDistributedCache inner, TimeProvider time) : IDistributedCache
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);
    private long _restUntil;

    private bool IsResting => time.GetTimestamp() < Interlocked.Read(ref _restUntil);

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        await TryAsync(limit => inner.GetAsync(key, limit), token);

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        TryAsync(limit => Nothing(inner.SetAsync(key, value, options, limit)), token);

    public Task RefreshAsync(string key, CancellationToken token = default) => TryAsync(limit => Nothing(inner.RefreshAsync(key, limit)), token);

    public Task RemoveAsync(string key, CancellationToken token = default) => TryAsync(limit => Nothing(inner.RemoveAsync(key, limit)), token);

    public byte[]? Get(string key) => throw Synchronous();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw Synchronous();

    public void Refresh(string key) => throw Synchronous();

    public void Remove(string key) => throw Synchronous();

    private async Task<byte[]?> TryAsync(Func<CancellationToken, Task<byte[]?>> call, CancellationToken token)
    {
        if (IsResting)
        {
            return null;
        }

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
            return await call(limit.Token).WaitAsync(Patience, time, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception)
        {
            // The cache holds nothing that cannot be rebuilt, so every failure is a miss.
            Interlocked.Exchange(ref _restUntil, time.GetTimestamp() + (long)(Rest.TotalSeconds * time.TimestampFrequency));
            return null;
        }
    }

    private static async Task<byte[]?> Nothing(Task call)
    {
        await call;
        return null;
    }

    private static UnreachableException Synchronous() => new("The cache is only used asynchronously.");
}
