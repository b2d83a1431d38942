using Ardalis.Result;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Auth.Data;
using Mov.Modules.Auth.Lookup;
using Mov.Modules.Auth.Passwords;
using Mov.Modules.Auth.Rules;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Profiles;

internal sealed class ProfileChangeValidator : AbstractValidator<ProfileChange>
{
    public ProfileChangeValidator(IStringLocalizer<AuthTexts> t)
    {
        RuleFor(change => change.FirstName).IsFirstName(t);
        RuleFor(change => change.LastName).IsLastName(t);
    }
}

internal sealed class PasswordChangeValidator : AbstractValidator<PasswordChange>
{
    public PasswordChangeValidator(IStringLocalizer<AuthTexts> t)
    {
        RuleFor(change => change.CurrentPassword).NotEmpty().WithMessage(_ => t["Enter your current password."]);
        RuleFor(change => change.NewPassword).IsNewPassword(t);
    }
}

/// <summary>What people change on their own account.</summary>
internal sealed class OwnAccount(
    IDbContextFactory<AuthDbContext> contexts,
    IValidator<ProfileChange> profiles,
    IValidator<PasswordChange> passwords,
    PasswordGuard guard,
    PasswordHashing hashing,
    AccountChanges changes,
    IStringLocalizer<AuthTexts> t,
    TimeProvider time)
{
    public async Task<Result<UserProfile>> UpdateProfileAsync(int userId, ProfileChange change, CancellationToken cancellationToken)
    {
        if (profiles.FieldErrors(change) is { Length: > 0 } errors)
        {
            return Result.Invalid(errors);
        }

        var (firstName, lastName, now) = (PlainText.OrNone(change.FirstName), PlainText.OrNone(change.LastName), time.UtcNow());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = await context.Accounts.Where(account => account.Id == userId).ExecuteUpdateAsync(
            set => set
                .SetProperty(account => account.FirstName, firstName)
                .SetProperty(account => account.LastName, lastName)
                .SetProperty(account => account.ConcurrencyStamp, AccountChanges.NewStamp())
                .SetProperty(account => account.UpdatedAt, now),
            cancellationToken);
        if (changed == 0)
        {
            return Result.NotFound();
        }

        changes.Tell(userId);
        var changedAccount = await context.Accounts.Where(account => account.Id == userId).SelectSnapshots(context).SingleAsync(cancellationToken);
        return changedAccount.Profile;
    }

    public async Task SetLanguageAsync(int userId, string language, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = await context.Accounts.Where(account => account.Id == userId && account.Language != language).ExecuteUpdateAsync(
            set => set.SetProperty(account => account.Language, language).SetProperty(account => account.UpdatedAt, now),
            cancellationToken);
        if (changed > 0)
        {
            changes.Tell(userId);
        }
    }

    public async Task<Result<string>> ChangePasswordAsync(int userId, PasswordChange change, CancellationToken cancellationToken)
    {
        if (passwords.FieldErrors(change) is { Length: > 0 } errors)
        {
            return Result.Invalid(errors);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var account = await context.Accounts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == userId, cancellationToken);
        if (account is null)
        {
            return Result.NotFound();
        }

        // Wrong ones count as at sign-in: an open session must not be a place to guess the password in.
        if (!await guard.IsRightAsync(account, change.CurrentPassword, cancellationToken))
        {
            return Result.Invalid(FieldRules.FieldError(nameof(PasswordChange.CurrentPassword), t["This is not your current password."]));
        }

        var hash = await hashing.HashAsync(change.NewPassword, cancellationToken);
        var stamp = AccountChanges.NewStamp();
        return await changes.SetPasswordAsync(account, hash, stamp, cancellationToken)
            ? stamp
            : Result.Invalid(FieldRules.FieldError(nameof(PasswordChange.CurrentPassword), t["The password was changed somewhere else in the meantime."]));
    }
}
