using Microsoft.EntityFrameworkCore;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Auth.Data;

namespace Mov.Modules.Auth.Lookup;

/// <summary>Answers who somebody is.</summary>
internal sealed class UserDirectory(AccountCache cache, IDbContextFactory<AuthDbContext> contexts) : IUserDirectory
{
    /// <summary>As many as a page shows are remembered for a moment, as single ones are; long lists would only push them out.</summary>
    private const int Few = 20;

    public async Task<UserProfile?> FindAsync(int userId, CancellationToken cancellationToken) =>
        (await cache.FindAsync(userId, cancellationToken))?.Profile;

    public async Task<IReadOnlyDictionary<int, UserProfile>> FindManyAsync(IReadOnlyCollection<int> userIds, CancellationToken cancellationToken)
    {
        int[] ids = [.. userIds.Distinct()];
        if (ids.Length == 0)
        {
            return new Dictionary<int, UserProfile>();
        }

        if (ids.Length <= Few)
        {
            var found = await Task.WhenAll(ids.Select(id => cache.FindAsync(id, cancellationToken).AsTask()));
            return found.OfType<AccountSnapshot>().ToDictionary(snapshot => snapshot.Profile.Id, snapshot => snapshot.Profile);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Accounts
            .Where(account => ids.Contains(account.Id))
            .SelectSnapshots(context)
            .ToDictionaryAsync(snapshot => snapshot.Profile.Id, snapshot => snapshot.Profile, cancellationToken);
    }

    public async Task<IReadOnlyList<int>> FilterAsync(IReadOnlyCollection<int> userIds, string text, CancellationToken cancellationToken)
    {
        int[] ids = [.. userIds.Distinct()];
        if (ids.Length == 0 || AccountSearch.Term(text) is not { } term)
        {
            return ids;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Search(term)
            .Where(account => ids.Contains(account.Id))
            .Select(account => account.Id)
            .ToListAsync(cancellationToken);
    }
}
