using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Mov.Modules.Messaging.Notifications.Preferences;

/// <summary>Signed tokens that stand in mails: whoever holds one may end the mails of one type to one person, and nothing else. They do not run out, because mails are kept.</summary>
internal sealed class UnsubscribeTokens(IDataProtectionProvider protection)
{
    private const int Longest = 1024;

    private readonly IDataProtector _protector = protection.CreateProtector("Mov.Modules.Messaging.Unsubscribe.v1");

    public string For(int userId, string type) => _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{userId}:{type}"));

    /// <summary><see langword="null"/> for what was not made here.</summary>
    public (int UserId, string Type)? Read(string? token)
    {
        if (string.IsNullOrEmpty(token) || token.Length > Longest)
        {
            return null;
        }

        try
        {
            return _protector.Unprotect(token).Split(':', 2) is [var user, var type] && int.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var userId)
                ? (userId, type)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
