using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;
using Mov.Modules.Auth.Data;

namespace Mov.Modules.Auth.Lookup;

/// <summary>Accounts by id, remembered on this instance for a moment. Looking one up costs the database no more than asking Redis would, so Redis is left out.</summary>
internal sealed class AccountCache(HybridCache cache, IDbContextFactory<AuthDbContext> contexts)
{
    private static readonly HybridCacheEntryOptions Briefly = new()
    {
        Expiration = TimeSpan.FromSeconds(5),
        LocalCacheExpiration = TimeSpan.FromSeconds(5),
        Flags = HybridCacheEntryFlags.DisableDistributedCache,
    };

    private readonly ConcurrentDictionary<int, long> _generations = new();

    public async Task<AccountSnapshot?> FindAsync(int userId, CancellationToken cancellationToken) =>
        await cache.GetOrCreateAsync(
            KeyOf(userId),
            (contexts, userId),
            static async (state, cancelled) =>
            {
                await using var context = await state.contexts.CreateDbContextAsync(cancelled);
                return await context.Accounts.Where(account => account.Id == state.userId).SelectSnapshots(context).SingleOrDefaultAsync(cancelled);
            },
            Briefly,
            cancellationToken: cancellationToken);

    /// <summary>To be called after a change was committed. The generation is part of the key, so that what a slower reader saw before the change is never found again.</summary>
    public void Forget(int userId) => _generations.AddOrUpdate(userId, 1, (_, generation) => generation + 1);

    private string KeyOf(int userId) => $"account:{userId}:{_generations.GetValueOrDefault(userId)}";
}
