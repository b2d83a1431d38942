using System.Text;
using Microsoft.Extensions.Localization;

namespace Mov.Modules.Auth.Rules;

/// <summary>What is a password: length and nothing else (design section 4). A character is a Unicode code point, as NIST SP 800-63B counts them.</summary>
internal static class PasswordRules
{
    public const int MinCharacters = 8;

    /// <summary>bcrypt reads no more.</summary>
    public const int MaxBytes = 72;

    public static string? Check(string password, IStringLocalizer<AuthTexts> t)
    {
        if (password.Length == 0)
        {
            return t["Enter a password."];
        }

        if (!PlainText.IsWellFormed(password) || password.Contains('\0', StringComparison.Ordinal))
        {
            return t["This password contains a character that cannot be used."];
        }

        if (password.EnumerateRunes().Take(MinCharacters).Count() < MinCharacters)
        {
            return t["A password has at least {0} characters.", MinCharacters];
        }

        return Encoding.UTF8.GetByteCount(password) > MaxBytes
            ? t["This password is too long. It may have {0} characters of A to Z, fewer with accents or emoji.", MaxBytes]
            : (string?)null;
    }
}
