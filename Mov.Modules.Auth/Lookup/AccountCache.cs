using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Mov.Modules.Auth.Data;
using Mov.Modules.Shared;

namespace Mov.Modules.Auth.Lookup;

/// <summary>Accounts by id, remembered on this instance for a moment. Looking one up costs the database no more than asking Redis would, so Redis is left out;
/// in a rush of people whom nobody knows yet, one query asks for all who come while the one before is under way.</summary>
internal sealed class AccountCache(IMemoryCache cache, IDbContextFactory<AuthDbContext> contexts)
{
    private const int MostAtOnce = 1_000;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<int, long> _generations = new();
    private readonly GatheredReads<int, AccountSnapshot> _reads = new(userIds => ReadAsync(contexts, userIds), MostAtOnce);

    public ValueTask<AccountSnapshot?> FindAsync(int userId, CancellationToken cancellationToken)
    {
        var key = new Key(userId, _generations.GetValueOrDefault(userId));
        return cache.TryGetValue(key, out AccountSnapshot? known) ? new(known) : new(ReadAsync(key, cancellationToken));
    }

    /// <summary>To be called after a change was committed. The generation is part of the key, so that what a slower reader saw before the change is never found again.</summary>
    public void Forget(int userId) => _generations.AddOrUpdate(userId, 1, (_, generation) => generation + 1);

    private async Task<AccountSnapshot?> ReadAsync(Key key, CancellationToken cancellationToken) =>
        cache.Set(key, await _reads.FindAsync(key.UserId, cancellationToken), Moment);

    private static async Task<Dictionary<int, AccountSnapshot>> ReadAsync(IDbContextFactory<AuthDbContext> contexts, int[] userIds)
    {
        await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
        return await context.Accounts
            .Where(account => EF.Parameter(userIds).Contains(account.Id))
            .SelectSnapshots(context)
            .ToDictionaryAsync(snapshot => snapshot.Profile.Id, CancellationToken.None);
    }

    private sealed record Key(int UserId, long Generation);
}
