using Ardalis.Result;
using FluentValidation;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Auth.Data;
using Mov.Modules.Auth.Lookup;
using Mov.Modules.Auth.Passwords;
using Mov.Modules.Auth.Rules;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Register;

internal sealed class RegistrationValidator : AbstractValidator<Registration>
{
    public RegistrationValidator(IStringLocalizer<AuthTexts> t)
    {
        RuleFor(registration => registration.Email).IsEmail(t);
        RuleFor(registration => registration.Password).IsNewPassword(t);
        RuleFor(registration => registration.FirstName).IsFirstName(t);
        RuleFor(registration => registration.LastName).IsLastName(t);
        RuleFor(registration => registration.Role)
            .Must(role => role is { } chosen && Enum.IsDefined(chosen)).WithMessage(_ => t["Choose whether you organize events or take part in them."]);
    }
}

/// <summary>Creates accounts.</summary>
internal sealed class Registering(
    IDbContextFactory<AuthDbContext> contexts,
    IValidator<Registration> validator,
    PasswordHashing hashing,
    ILookupNormalizer normalizer,
    AccountCache cache,
    IStringLocalizer<AuthTexts> t,
    TimeProvider time)
{
    private ValidationError Taken => FieldRules.FieldError(nameof(Registration.Email), t["There is already an account with this e-mail address."]);

    public async Task<Result<UserProfile>> RegisterAsync(Registration registration, CancellationToken cancellationToken)
    {
        if (validator.FieldErrors(registration) is { Length: > 0 } errors)
        {
            return Result.Invalid(errors);
        }

        var email = registration.Email.Trim();
        var normalized = normalizer.NormalizeEmail(email);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Accounts.AnyAsync(account => account.NormalizedEmail == normalized, cancellationToken))
        {
            return Result.Invalid(Taken);
        }

        var now = time.UtcNow();
        var account = new Account
        {
            Email = email,
            PasswordHash = await hashing.HashAsync(registration.Password, cancellationToken),
            Role = registration.Role!.Value,
            FirstName = PlainText.OrNone(registration.FirstName),
            LastName = PlainText.OrNone(registration.LastName),
            Language = registration.Language,
            LockoutEnabled = true,
            CreatedAt = now,
            UpdatedAt = now,
        };
        context.Add(account);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            // Somebody registered it while the password was being hashed.
            return Result.Invalid(Taken);
        }

        cache.Forget(account.Id);
        return new UserProfile(account.Id, email, account.Role, account.FirstName, account.LastName, IsActive: true, IsAdmin: false, now, account.Language);
    }
}
