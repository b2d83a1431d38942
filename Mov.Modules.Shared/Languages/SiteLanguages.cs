using System.Globalization;

namespace Mov.Modules.Shared.Languages;

/// <summary>The languages the site speaks. English stands in the sources, as the key of every text; the others in <c>*.resx</c> files.</summary>
public static class SiteLanguages
{
    /// <summary>What is spoken with somebody who understands none of the others.</summary>
    public const string Default = "en";

    /// <summary>Their two-letter codes.</summary>
    public static IReadOnlyList<string> All { get; } = [Default, "de"];

    /// <summary>The code of the language that is being spoken now: a request's, an island's, or a mail's.</summary>
    public static string Current => Of(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? Default;

    /// <summary>The site's language for a tag such as <c>de-AT</c>; <see langword="null"/> when the site does not speak it.</summary>
    public static string? Of(string? tag) =>
        tag?.Split('-')[0] is { } primary ? All.FirstOrDefault(language => string.Equals(language, primary, StringComparison.OrdinalIgnoreCase)) : null;

    /// <summary>Texts, dates and numbers are in this language until the answer is disposed of; for mails, which speak the language of the account
    /// (<c>UserProfile.Language</c>). One that is missing or not spoken means the default.</summary>
    public static IDisposable Speak(string? language)
    {
        var before = new Spoken(CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Of(language) ?? Default);
        return before;
    }

    private sealed record Spoken(CultureInfo Culture, CultureInfo Texts) : IDisposable
    {
        public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (Culture, Texts);
    }
}
