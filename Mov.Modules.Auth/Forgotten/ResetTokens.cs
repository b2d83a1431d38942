using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Mov.Modules.Auth.Data;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Forgotten;

/// <summary>Tokens of reset links: encrypted, bound to the account and its security stamp, so that the first use makes them worthless. None is stored.
/// The same idea as Identity's token provider, by the application's clock.</summary>
internal sealed class ResetTokens(IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private const int LongestToken = 2_000;

    private readonly IDataProtector _protector = protection.CreateProtector("Mov.Modules.Auth.PasswordReset.v1");

    public string Create(Account account)
    {
        var expires = time.UtcNow() + Lifetime;
        Span<byte> ticks = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(ticks, expires.Ticks);
        return WebEncoders.Base64UrlEncode(_protector.Protect([.. ticks, .. Owner(account)]));
    }

    public bool IsValid(Account account, string token)
    {
        if (token.Length is 0 or > LongestToken)
        {
            return false;
        }

        try
        {
            var content = _protector.Unprotect(WebEncoders.Base64UrlDecode(token));
            return content.Length > sizeof(long)
                && BinaryPrimitives.ReadInt64BigEndian(content) > time.UtcNow().Ticks
                && CryptographicOperations.FixedTimeEquals(content.AsSpan(sizeof(long)), Owner(account));
        }
        catch (Exception notOurs) when (notOurs is CryptographicException or FormatException)
        {
            return false;
        }
    }

    private static byte[] Owner(Account account) => Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{account.Id}:{account.SecurityStamp}"));
}
