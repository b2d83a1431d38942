using System.Globalization;
using System.Text.RegularExpressions;

namespace Mov.Web.Pages.Events;

/// <summary>Finds the web addresses in what somebody wrote. Only http and https become links, shown exactly as they were written; nothing else is interpreted.</summary>
internal static partial class TextLinks
{
    /// <summary>The text in pieces; put together they are the text.</summary>
    public static IEnumerable<TextPiece> Split(string text)
    {
        var done = 0;
        foreach (Match match in Address().Matches(text))
        {
            var address = TrimEnd(match.Value);
            if (!IsSafe(address))
                continue;
            if (match.Index > done)
                yield return new TextPiece(text[done..match.Index], IsLink: false);
            yield return new TextPiece(address, IsLink: true);
            done = match.Index + address.Length;
        }

        if (done < text.Length)
            yield return new TextPiece(text[done..], IsLink: false);
    }

    // The end of a sentence is not part of the address, nor is a bracket that was opened before it.
    private static string TrimEnd(string address)
    {
        while (address.Length > 0)
        {
            var last = address[^1];
            var trims = last is '.' or ',' or ';' or ':' or '!' or '?' or '"' or '\'' or '*' or '>' or '»' or '”' or '’'
                || (last is ')' && address.Count(')') > address.Count('('))
                || (last is ']' && address.Count(']') > address.Count('['));
            if (!trims)
                break;
            address = address[..^1];
        }

        return address;
    }

    private static int Count(this string text, char character) => text.AsSpan().Count(character);

    // A name before an @ or letters that turn the direction of writing make an address look like another.
    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.UserInfo.Length == 0
        && uri.Host.Length > 0
        && !address.Any(character => char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.Control);

    [GeneratedRegex(@"https?://[^\s<>]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}

/// <summary>A piece of a message.</summary>
internal sealed record TextPiece(string Text, bool IsLink);
