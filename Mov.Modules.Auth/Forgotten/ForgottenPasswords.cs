using Ardalis.Result;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Auth.Data;
using Mov.Modules.Auth.Passwords;
using Mov.Modules.Auth.Profiles;
using Mov.Modules.Auth.Rules;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Forgotten;

/// <summary>Somebody asked for a reset link; whether there is such an account is looked up only when the mail is to be sent, so that asking takes the same time for all.</summary>
internal sealed record PasswordResetRequested(string Email) : IIntegrationEvent;

/// <summary>New passwords for forgotten ones.</summary>
internal sealed class ForgottenPasswords(
    IDbContextFactory<AuthDbContext> contexts,
    PasswordHashing hashing,
    ResetTokens tokens,
    AccountChanges changes,
    IStringLocalizer<AuthTexts> t,
    TimeProvider time)
{
    private ValidationError LinkIsDead => FieldRules.FieldError("", t["This link no longer works. Ask for a new one: a link can be used once, within an hour."]);

    public async Task RequestAsync(string? email, CancellationToken cancellationToken)
    {
        var address = email?.Trim() ?? "";
        if (!EmailRules.CanBeStored(address))
        {
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Add(OutboxMessage.For(new PasswordResetRequested(address), time.UtcNow()));
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<Result> ResetAsync(PasswordReset reset, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var account = await context.Accounts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == reset.UserId && row.IsActive != false, cancellationToken);
        if (account is null || !tokens.IsValid(account, reset.Token ?? ""))
        {
            return Result.Invalid(LinkIsDead);
        }

        if (PasswordRules.Check(reset.NewPassword ?? "", t) is { } message)
        {
            return Result.Invalid(FieldRules.FieldError(nameof(PasswordReset.NewPassword), message));
        }

        var hash = await hashing.HashAsync(reset.NewPassword!, cancellationToken);
        return await changes.SetPasswordAsync(account, hash, AccountChanges.NewStamp(), cancellationToken) ? Result.Success() : Result.Invalid(LinkIsDead);
    }
}
