using System.Text;

namespace Mov.Modules.Auth.Rules;

/// <summary>What is a password: length and nothing else (design section 4). A character is a Unicode code point, as NIST SP 800-63B counts them.</summary>
internal static class PasswordRules
{
    public const int MinCharacters = 8;

    /// <summary>bcrypt reads no more.</summary>
    public const int MaxBytes = 72;

    public static string? Check(string password)
    {
        if (password.Length == 0)
        {
            return "Enter a password.";
        }

        if (!PlainText.IsWellFormed(password) || password.Contains('\0', StringComparison.Ordinal))
        {
            return "This password contains a character that cannot be used.";
        }

        if (password.EnumerateRunes().Take(MinCharacters).Count() < MinCharacters)
        {
            return $"A password has at least {MinCharacters} characters.";
        }

        return Encoding.UTF8.GetByteCount(password) > MaxBytes
            ? $"This password is too long. It may have {MaxBytes} characters of A to Z, fewer with accents or emoji."
            : null;
    }
}
