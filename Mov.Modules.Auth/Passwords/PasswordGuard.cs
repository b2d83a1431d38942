using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Auth.Data;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Passwords;

/// <summary>Asks for an account's password, and locks the account for a while after too many wrong ones.</summary>
internal sealed class PasswordGuard(IDbContextFactory<AuthDbContext> contexts, PasswordHashing hashing, TimeProvider time)
{
    public const int FailuresBeforeLockout = 5;
    public static readonly TimeSpan LockoutDuration = TimeSpan.FromMinutes(15);

    /// <summary>Whether this is the account's password and the account is not locked. An account that is not there takes as long to refuse.</summary>
    public async Task<bool> IsRightAsync(Account? account, string password, CancellationToken cancellationToken)
    {
        var answer = await hashing.VerifyAsync(account?.PasswordHash, password, cancellationToken);
        if (account is null || answer == PasswordVerificationResult.Failed)
        {
            await CountFailureAsync(account?.Id ?? 0, cancellationToken);
            return false;
        }

        if (!await TryPassAsync(account, cancellationToken))
        {
            return false;
        }

        if (answer == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await RenewHashAsync(account, password, cancellationToken);
        }

        return true;
    }

    /// <summary>A guess counts when it has been compared: of many at the same time, only those that come before the fifth wrong one can pass.</summary>
    private async Task<bool> TryPassAsync(Account account, CancellationToken cancellationToken)
    {
        var now = new DateTimeOffset(time.UtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Accounts
            .Where(row => row.Id == account.Id && row.SecurityStamp == account.SecurityStamp && (row.LockoutEnd == null || row.LockoutEnd <= now))
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.AccessFailedCount, 0).SetProperty(row => row.LockoutEnd, (DateTimeOffset?)null),
                cancellationToken) == 1;
    }

    private async Task CountFailureAsync(int userId, CancellationToken cancellationToken)
    {
        var now = new DateTimeOffset(time.UtcNow());
        DateTimeOffset? until = now + LockoutDuration;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Accounts
            .Where(row => row.Id == userId && (row.LockoutEnd == null || row.LockoutEnd <= now))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.LockoutEnd, row => row.AccessFailedCount + 1 >= FailuresBeforeLockout ? until : null)
                    .SetProperty(row => row.AccessFailedCount, row => row.AccessFailedCount + 1 >= FailuresBeforeLockout ? 0 : row.AccessFailedCount + 1),
                cancellationToken);
    }

    private async Task RenewHashAsync(Account account, string password, CancellationToken cancellationToken)
    {
        var renewed = await hashing.HashAsync(password, cancellationToken);
        var now = time.UtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Accounts
            .Where(row => row.Id == account.Id && row.PasswordHash == account.PasswordHash)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PasswordHash, renewed).SetProperty(row => row.UpdatedAt, now), cancellationToken);
    }
}
