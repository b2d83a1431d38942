using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Auth.Data;
using Mov.Modules.Auth.Lookup;
using Mov.Modules.Auth.Passwords;
using Mov.Modules.Auth.Rules;

namespace Mov.Modules.Auth.SignIn;

/// <summary>Who may come in, and stay.</summary>
internal sealed class SigningIn(IDbContextFactory<AuthDbContext> contexts, PasswordGuard guard, AccountCache cache, ILookupNormalizer normalizer)
{
    public async Task<SignInCheck> CheckAsync(string? email, string? password, CancellationToken cancellationToken)
    {
        var account = await FindAsync(email?.Trim() ?? "", cancellationToken);
        if (!await guard.IsRightAsync(account, password ?? "", cancellationToken))
        {
            return new SignInCheck.Refused();
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var snapshot = await context.Accounts.Where(row => row.Id == account!.Id).SelectSnapshots(context).SingleAsync(cancellationToken);
        return snapshot.Profile.IsActive
            ? new SignInCheck.Accepted(snapshot.Profile, snapshot.SecurityStamp)
            : new SignInCheck.Deactivated();
    }

    public async Task<bool> IsSessionValidAsync(int userId, string securityStamp, CancellationToken cancellationToken) =>
        await cache.FindAsync(userId, cancellationToken) is { Profile.IsActive: true } snapshot
        && string.Equals(snapshot.SecurityStamp, securityStamp, StringComparison.Ordinal);

    private async Task<Account?> FindAsync(string email, CancellationToken cancellationToken)
    {
        if (!EmailRules.CanBeStored(email))
        {
            return null;
        }

        var normalized = normalizer.NormalizeEmail(email);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Accounts.AsNoTracking().SingleOrDefaultAsync(account => account.NormalizedEmail == normalized, cancellationToken);
    }
}
