using Microsoft.Extensions.Localization;

namespace Mov.Modules.Shared.Languages;

/// <summary>Texts that count something.</summary>
public static class Counting
{
    /// <summary>The text for one or for several; <c>{0}</c> is the number as the language writes it, <c>{1}</c> and on are <paramref name="more"/>.</summary>
    public static string Count(this IStringLocalizer texts, long number, string one, string other, params object[] more) =>
        texts[number == 1 ? one : other, [number.ToString("N0", System.Globalization.CultureInfo.CurrentCulture), .. more]];
}
