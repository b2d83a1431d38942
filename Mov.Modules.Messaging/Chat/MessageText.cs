using System.Globalization;
using System.Text;

namespace Mov.Modules.Messaging.Chat;

/// <summary>What may be written in a room: 1 to 2,000 characters after trimming, counted as .NET and browsers count them (UTF-16 units: most emoji are two).
/// Control characters other than line break and tab, and halves of surrogate pairs, are left out; nothing else is interpreted.</summary>
internal static class MessageText
{
    public const int MaxLength = 2000;

    /// <summary>The text as it is stored, or what is wrong with it: a key of <see cref="MessagingTexts"/>, whose {0} is the limit and {1} the length.</summary>
    public static (string Text, string? Error) Read(string? typed)
    {
        var text = Clean(typed ?? "");
        return text switch
        {
            _ when text.All(IsInvisible) => ("", "Write a message first."),
            { Length: > MaxLength } => (text, "A message has at most {0:N0} characters; this one has {1:N0}."),
            _ => (text, null),
        };
    }

    private static string Clean(string typed)
    {
        var kept = new StringBuilder(typed.Length);
        foreach (var rune in typed.ReplaceLineEndings("\n").EnumerateRunes())
        {
            // EnumerateRunes hands out the replacement character for half a pair.
            if ((!Rune.IsControl(rune) || rune.Value is '\n' or '\t') && rune != Rune.ReplacementChar)
            {
                kept.Append(rune);
            }
        }

        return kept.ToString().Trim();
    }

    private static bool IsInvisible(char character) =>
        char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;
}
