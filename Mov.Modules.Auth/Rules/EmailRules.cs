using System.Net.Mail;
using Microsoft.Extensions.Localization;

namespace Mov.Modules.Auth.Rules;

/// <summary>What is an e-mail address (database-schema.md, Sequelize's <c>isEmail</c>: one address with a full domain name).</summary>
internal static class EmailRules
{
    public const int MaxLength = 255;

    public static string? Check(string email, IStringLocalizer<AuthTexts> t)
    {
        if (email.Length == 0)
        {
            return t["Enter your e-mail address."];
        }

        if (email.Length > MaxLength)
        {
            return t["An e-mail address has at most {0} characters.", MaxLength];
        }

        return IsAddress(email) ? (string?)null : t["This is not an e-mail address. It looks like name@example.org."];
    }

    /// <summary>Whether there can be an account with such an address, however it came there.</summary>
    public static bool CanBeStored(string email) => email.Length is > 0 and <= MaxLength && PlainText.IsOneLine(email);

    private static bool IsAddress(string email) =>
        PlainText.IsOneLine(email)
        && !email.Any(char.IsWhiteSpace)
        && MailAddress.TryCreate(email, out var address)
        && string.Equals(address.Address, email, StringComparison.Ordinal)
        && address.Host.Split('.') is { Length: > 1 } labels
        && labels.All(label => label.Length is > 0 and < 64 && label.All(c => char.IsLetterOrDigit(c) || c == '-') && label[0] != '-' && label[^1] != '-');
}
