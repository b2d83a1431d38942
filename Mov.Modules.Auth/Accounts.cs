using Ardalis.Result;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Auth.Forgotten;
using Mov.Modules.Auth.Profiles;
using Mov.Modules.Auth.Register;
using Mov.Modules.Auth.SignIn;

namespace Mov.Modules.Auth;

/// <summary>What the pages call, each line leading to the folder of that capability.</summary>
internal sealed class Accounts(Registering registering, SigningIn signingIn, OwnAccount own, ForgottenPasswords forgotten) : IAccounts
{
    public Task<Result<UserProfile>> RegisterAsync(Registration registration, CancellationToken cancellationToken) =>
        registering.RegisterAsync(registration, cancellationToken);

    public Task<SignInCheck> CheckSignInAsync(string email, string password, CancellationToken cancellationToken) =>
        signingIn.CheckAsync(email, password, cancellationToken);

    public Task<bool> IsSessionValidAsync(int userId, string securityStamp, CancellationToken cancellationToken) =>
        signingIn.IsSessionValidAsync(userId, securityStamp, cancellationToken);

    public Task<Result<UserProfile>> UpdateProfileAsync(int userId, ProfileChange change, CancellationToken cancellationToken) =>
        own.UpdateProfileAsync(userId, change, cancellationToken);

    public Task SetLanguageAsync(int userId, string language, CancellationToken cancellationToken) =>
        own.SetLanguageAsync(userId, language, cancellationToken);

    public Task<Result<string>> ChangePasswordAsync(int userId, PasswordChange change, CancellationToken cancellationToken) =>
        own.ChangePasswordAsync(userId, change, cancellationToken);

    public Task RequestPasswordResetAsync(string email, CancellationToken cancellationToken) =>
        forgotten.RequestAsync(email, cancellationToken);

    public Task<Result> ResetPasswordAsync(PasswordReset reset, CancellationToken cancellationToken) =>
        forgotten.ResetAsync(reset, cancellationToken);
}
