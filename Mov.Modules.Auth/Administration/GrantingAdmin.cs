using Ardalis.Result;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Auth.Data;
using Mov.Modules.Auth.Profiles;
using Mov.Modules.Auth.Register;
using Mov.Modules.Auth.Rules;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Administration;

/// <summary>Makes admins, for the <c>admin</c> verb.</summary>
internal sealed class GrantingAdmin(
    IDbContextFactory<AuthDbContext> contexts, Registering registering, ILookupNormalizer normalizer, AccountChanges changes, IStringLocalizer<AuthTexts> t, TimeProvider time)
{
    public async Task<Result<string>> GrantAsync(string? email, string? password, CancellationToken cancellationToken)
    {
        var address = email?.Trim() ?? "";
        if (!EmailRules.CanBeStored(address))
        {
            return Result.Invalid(FieldRules.FieldError(nameof(Registration.Email), EmailRules.Check(address, t) ?? "This is not an e-mail address."));
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var profile = await FindAsync(context, address, cancellationToken);
        if (profile is not null)
        {
            return await PromoteAsync(context, profile, cancellationToken);
        }

        if (password is null)
        {
            return Result.Invalid(FieldRules.FieldError(nameof(Registration.Email), $"There is no account with the e-mail {address}. Give a password to create one."));
        }

        var registered = await registering.RegisterAsync(new Registration(address, password, null, null, UserRole.Organizer), cancellationToken);
        if (!registered.IsSuccess)
        {
            return Result.Invalid(registered.ValidationErrors);
        }

        await PromoteAsync(context, registered.Value, cancellationToken);
        return $"Created the account {address} and made it an admin.";
    }

    private async Task<UserProfile?> FindAsync(AuthDbContext context, string email, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeEmail(email);
        var account = await context.Accounts.Where(row => row.NormalizedEmail == normalized).SelectSnapshots(context).SingleOrDefaultAsync(cancellationToken);
        return account?.Profile;
    }

    private async Task<Result<string>> PromoteAsync(AuthDbContext context, UserProfile profile, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.LockAdminsAsync(cancellationToken);
        if (await context.RolesOfAccounts.AnyAsync(member => member.UserId == profile.Id && member.RoleId == AdminRole.Id, cancellationToken))
        {
            return $"{profile.Email} is an admin already; nothing was changed.";
        }

        context.Add(new IdentityUserRole<int> { UserId = profile.Id, RoleId = AdminRole.Id });
        await context.SaveChangesAsync(cancellationToken);
        // Sessions carry what their account may do; they start anew.
        var now = time.UtcNow();
        await context.Accounts.Where(account => account.Id == profile.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(account => account.SecurityStamp, AccountChanges.NewStamp())
                .SetProperty(account => account.ConcurrencyStamp, AccountChanges.NewStamp())
                .SetProperty(account => account.UpdatedAt, now),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        changes.Tell(profile.Id);
        return profile.IsActive
            ? $"Made {profile.Email} an admin; its password stays as it was."
            : $"Made {profile.Email} an admin, but the account is deactivated and cannot sign in until an admin reactivates it.";
    }
}
