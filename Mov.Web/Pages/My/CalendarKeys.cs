using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Mov.Modules.Auth.Contracts;
using Mov.Web.Hosting.Sessions;

namespace Mov.Web.Pages.My;

/// <summary>The keys of private calendar feeds. A key names its person and the stamp of the account at that time: a changed password or a deactivated account ends it.</summary>
internal sealed class CalendarKeys(IDataProtectionProvider protection, IAccounts accounts)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Mov.Web.My.CalendarKeys.v1");

    /// <summary>The key of the signed-in person.</summary>
    public string For(ClaimsPrincipal user) => _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{user.UserId()}:{user.Stamp()}"));

    /// <summary>Whose feed a key opens; nobody's when it was not made here or no longer holds.</summary>
    public async Task<int?> FindOwnerAsync(string? key, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(key) || key.Length > 1024)
            return null;
        string[] parts;
        try
        {
            parts = _protector.Unprotect(key).Split(':', 2);
        }
        catch (CryptographicException)
        {
            return null;
        }

        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var owner)
            && await accounts.IsSessionValidAsync(owner, parts[1], cancellationToken)
                ? owner
                : null;
    }
}
