using Ardalis.Result;
using Mov.Modules.Shared;

namespace Mov.Modules.Auth.Contracts;

/// <summary>What admins do with other people's accounts. Every call checks that <c>adminId</c> is an active admin and is Forbidden otherwise.</summary>
public interface IAccountAdministration
{
    /// <summary>Accounts whose e-mail or name contains <paramref name="text"/> whatever the case (all of them when it is empty), newest first, 20 a page.</summary>
    Task<Result<Page<UserProfile>>> SearchAsync(int adminId, string? text, int page, CancellationToken cancellationToken);

    /// <summary>Ends an account's use; nothing is deleted. Doing it again changes nothing.</summary>
    /// <returns>Conflict, with a sentence to show, for one's own account and for the last active admin; NotFound.</returns>
    Task<Result> DeactivateAsync(int adminId, int userId, CancellationToken cancellationToken);

    /// <summary>Gives an account's use back. Doing it again changes nothing.</summary>
    Task<Result> ReactivateAsync(int adminId, int userId, CancellationToken cancellationToken);

    /// <summary>For the <c>admin</c> verb: makes the account of that e-mail an admin, creating it (as an organizer) with the password where there is none.</summary>
    /// <returns>What was done, in a sentence; Invalid when there is no such account and no password, or when a value breaks a rule.</returns>
    Task<Result<string>> GrantAdminAsync(string email, string? password, CancellationToken cancellationToken);
}
