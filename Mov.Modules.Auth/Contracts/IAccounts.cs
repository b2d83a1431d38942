using Ardalis.Result;

namespace Mov.Modules.Auth.Contracts;

/// <summary>Registering, signing in, and what people do with their own account. Field errors carry the name of the record's property.</summary>
public interface IAccounts
{
    /// <summary>Creates an account.</summary>
    /// <returns>The account; Invalid with the errors of <see cref="Registration"/>'s fields, also when the e-mail is taken whatever the case.</returns>
    Task<Result<UserProfile>> RegisterAsync(Registration registration, CancellationToken cancellationToken);

    /// <summary>Checks an e-mail and a password. Takes as long and answers the same for an unknown e-mail, a wrong password and a locked account
    /// (5 failures lock it for a while); that an account is deactivated is said only after the right password.</summary>
    Task<SignInCheck> CheckSignInAsync(string email, string password, CancellationToken cancellationToken);

    /// <summary>Whether a session that was opened with <paramref name="securityStamp"/> still holds: the account is active and neither password nor role changed since.
    /// Cheap enough for every request and circuit.</summary>
    Task<bool> IsSessionValidAsync(int userId, string securityStamp, CancellationToken cancellationToken);

    /// <summary>Changes the person's own names.</summary>
    /// <returns>The new profile; Invalid with field errors; NotFound.</returns>
    Task<Result<UserProfile>> UpdateProfileAsync(int userId, ProfileChange change, CancellationToken cancellationToken);

    /// <summary>Remembers the language the person reads, a two-letter code; an account that is not there is left alone.</summary>
    Task SetLanguageAsync(int userId, string language, CancellationToken cancellationToken);

    /// <summary>Changes the person's own password and ends every other session.</summary>
    /// <returns>The new security stamp, for this session to go on; Invalid with field errors, also when the current password is wrong; NotFound.</returns>
    Task<Result<string>> ChangePasswordAsync(int userId, PasswordChange change, CancellationToken cancellationToken);

    /// <summary>Sends a mail with a link to <c>/account/reset</c> when there is an active account with that e-mail. The answer is the same when there is none.</summary>
    Task RequestPasswordResetAsync(string email, CancellationToken cancellationToken);

    /// <summary>Sets a new password by the link of a mail, which works once and for an hour.</summary>
    /// <returns>Success; Invalid with field errors, or with one under an empty name when the link no longer works.</returns>
    Task<Result> ResetPasswordAsync(PasswordReset reset, CancellationToken cancellationToken);
}

/// <summary>What somebody enters to get an account.</summary>
/// <param name="Email">At most 255 characters.</param>
/// <param name="Password">8 characters at least, 72 UTF-8 bytes at most.</param>
/// <param name="FirstName">Optional, at most 100 characters.</param>
/// <param name="LastName">Optional, at most 100 characters.</param>
/// <param name="Role">What the account is for; <see langword="null"/> is a field error.</param>
/// <param name="Language">The language the person reads, a two-letter code, for mails.</param>
public sealed record Registration(string Email, string Password, string? FirstName, string? LastName, UserRole? Role, string? Language = null);

/// <summary>New names, each optional and at most 100 characters.</summary>
public sealed record ProfileChange(string? FirstName, string? LastName);

/// <summary>The current password and the one to come.</summary>
public sealed record PasswordChange(string CurrentPassword, string NewPassword);

/// <summary>The parts of a reset link (<c>user</c> and <c>token</c> in its query) and the new password.</summary>
public sealed record PasswordReset(int UserId, string Token, string NewPassword);

/// <summary>The answer to an e-mail and a password.</summary>
public abstract record SignInCheck
{
    private SignInCheck()
    {
    }

    /// <summary>Come in: the account and the stamp that the session must carry.</summary>
    public sealed record Accepted(UserProfile User, string SecurityStamp) : SignInCheck;

    /// <summary>Unknown e-mail, wrong password or locked account; nobody is told which.</summary>
    public sealed record Refused : SignInCheck;

    /// <summary>The password was right, the account is deactivated.</summary>
    public sealed record Deactivated : SignInCheck;
}
