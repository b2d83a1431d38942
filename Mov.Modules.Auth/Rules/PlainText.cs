using System.Text;

namespace Mov.Modules.Auth.Rules;

/// <summary>What a database can keep and a person can read.</summary>
internal static class PlainText
{
    /// <summary>One line without control characters, and well-formed: PostgreSQL takes neither a NUL nor half a surrogate pair.</summary>
    public static bool IsOneLine(string text) => !text.Any(char.IsControl) && IsWellFormed(text);

    public static bool IsWellFormed(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[consumed..];
        }

        return true;
    }

    /// <summary>The text without space around it; none when nothing is left.</summary>
    public static string? OrNone(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
