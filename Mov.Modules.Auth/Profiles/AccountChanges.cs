using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Auth.Data;
using Mov.Modules.Auth.Lookup;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Profiles;

/// <summary>Changes of an account that open pages and sessions must notice.</summary>
internal sealed class AccountChanges(IDbContextFactory<AuthDbContext> contexts, AccountCache cache, ILiveUpdates live, TimeProvider time)
{
    public static string NewStamp() => Guid.NewGuid().ToString("N");

    /// <summary>To be called after the change was committed.</summary>
    public void Tell(int userId)
    {
        cache.Forget(userId);
        live.Publish(LiveTopics.Account(userId));
        live.Publish(LiveTopics.Accounts, userId.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Stores a new password unless the account's stamp changed since it was read; unlocks the account and ends its sessions and reset links.</summary>
    public async Task<bool> SetPasswordAsync(Account account, string hash, string stamp, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = await context.Accounts.Where(row => row.Id == account.Id && row.SecurityStamp == account.SecurityStamp).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.PasswordHash, hash)
                .SetProperty(row => row.SecurityStamp, stamp)
                .SetProperty(row => row.ConcurrencyStamp, NewStamp())
                .SetProperty(row => row.AccessFailedCount, 0)
                .SetProperty(row => row.LockoutEnd, (DateTimeOffset?)null)
                .SetProperty(row => row.UpdatedAt, now),
            cancellationToken);
        if (changed == 0)
        {
            return false;
        }

        Tell(account.Id);
        return true;
    }
}
