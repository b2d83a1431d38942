using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Auth.Contracts;

namespace Mov.Modules.Auth.Data;

/// <summary>What is read of an account again and again: the profile, and the stamp that its sessions must carry.</summary>
[ImmutableObject(true)]
internal sealed record AccountSnapshot(UserProfile Profile, string SecurityStamp);

internal static class AccountQueries
{
    public static IQueryable<AccountSnapshot> SelectSnapshots(this IQueryable<Account> accounts, AuthDbContext context) =>
        accounts.Select(account => new AccountSnapshot(
            new UserProfile(
                account.Id,
                account.Email!,
                account.Role,
                account.FirstName,
                account.LastName,
                account.IsActive != false,
                context.RolesOfAccounts.Any(member => member.UserId == account.Id && member.RoleId == AdminRole.Id),
                account.CreatedAt ?? account.UpdatedAt ?? DateTime.UnixEpoch,
                account.Language),
            account.SecurityStamp!));

    public static Task<bool> IsActiveAdminAsync(this AuthDbContext context, int userId, CancellationToken cancellationToken) =>
        context.Accounts.AnyAsync(
            account => account.Id == userId
                && account.IsActive != false
                && context.RolesOfAccounts.Any(member => member.UserId == userId && member.RoleId == AdminRole.Id),
            cancellationToken);
}
