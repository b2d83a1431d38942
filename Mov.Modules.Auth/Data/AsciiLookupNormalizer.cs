using Microsoft.AspNetCore.Identity;

namespace Mov.Modules.Auth.Data;

/// <summary>Folds A to Z and nothing else, as the generated column <c>normalized_email</c> does: .NET and the databases must agree on which e-mails are the same.</summary>
internal sealed class AsciiLookupNormalizer : ILookupNormalizer
{
    public string? NormalizeName(string? name) => Normalize(name);

    public string? NormalizeEmail(string? email) => Normalize(email);

    private static string? Normalize(string? text) =>
        text is null ? null : string.Create(text.Length, text, (folded, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                folded[i] = char.IsAsciiLetterLower(source[i]) ? (char)(source[i] - 'a' + 'A') : source[i];
            }
        });
}
