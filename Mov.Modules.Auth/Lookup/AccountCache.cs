using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Auth.Data;
using Mov.Modules.Shared;

namespace Mov.Modules.Auth.Lookup;

/// <summary>Accounts by id, remembered on this instance for a moment. Looking one up costs the database no more than asking Redis would, so Redis is left out;
/// in a rush of people whom nobody knows yet, one query asks for all who come while the one before is under way.
/// Each id has one place, which it shares with few others, and whoever comes last has it: what is remembered does not grow, and a rush leaves little behind to clear away,
/// which would hold up everybody.</summary>
internal sealed class AccountCache(IDbContextFactory<AuthDbContext> contexts, TimeProvider time)
{
    private const int MostAtOnce = 1_000;
    private const int Places = 16_384;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<int, long> _generations = new();
    private readonly GatheredCalls<int, AccountSnapshot> _reads = new(userIds => ReadAsync(contexts, userIds), MostAtOnce);
    private readonly Remembered?[] _places = new Remembered?[Places];

    public ValueTask<AccountSnapshot?> FindAsync(int userId, CancellationToken cancellationToken)
    {
        var generation = _generations.GetValueOrDefault(userId);
        return Volatile.Read(ref Place(userId)) is { } known && known.UserId == userId && known.Generation == generation && time.GetElapsedTime(known.At) < Moment
            ? new(known.Snapshot)
            : new(ReadAsync(userId, generation, cancellationToken));
    }

    /// <summary>To be called after a change was committed. The generation is remembered with what was read, so that what a slower reader saw before the change is never
    /// taken for true again.</summary>
    public void Forget(int userId) => _generations.AddOrUpdate(userId, 1, (_, generation) => generation + 1);

    private async Task<AccountSnapshot?> ReadAsync(int userId, long generation, CancellationToken cancellationToken)
    {
        var snapshot = await _reads.AskAsync(userId, cancellationToken);
        Volatile.Write(ref Place(userId), new Remembered(userId, generation, time.GetTimestamp(), snapshot));
        return snapshot;
    }

    private ref Remembered? Place(int userId) => ref _places[(uint)userId % Places];

    private static async Task<Dictionary<int, AccountSnapshot>> ReadAsync(IDbContextFactory<AuthDbContext> contexts, int[] userIds)
    {
        await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
        return await context.Accounts
            .Where(account => userIds.Contains(account.Id))
            .SelectSnapshots(context)
            .ToDictionaryAsync(snapshot => snapshot.Profile.Id, CancellationToken.None);
    }

    private sealed record Remembered(int UserId, long Generation, long At, AccountSnapshot? Snapshot);
}
