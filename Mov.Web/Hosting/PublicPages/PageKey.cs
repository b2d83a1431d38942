using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Mov.Web.Hosting.PublicPages;

/// <summary>How a body is packed.</summary>
internal enum PageEncoding
{
    None,
    Gzip,
    Brotli,
}

/// <summary>All that an answer depends on.</summary>
/// <param name="Address">What is asked for.</param>
/// <param name="Language">The language it is written in.</param>
/// <param name="Encoding">How it is packed.</param>
/// <param name="IsEnhanced">Whether Blazor's enhanced navigation asks, which gets two more headers.</param>
internal readonly record struct PageKey(PublicAddress Address, string Language, PageEncoding Encoding, bool IsEnhanced)
{
    public static PageKey Of(PublicAddress address, HttpRequest request, string language) => new(
        address,
        language,
        address.Path.EndsWith(".png", StringComparison.Ordinal) ? PageEncoding.None : EncodingOf(request.Headers.AcceptEncoding),
        request.Headers.Accept is [{ } accept, ..] && accept.Contains("blazor-enhanced-nav", StringComparison.OrdinalIgnoreCase));

    private static PageEncoding EncodingOf(StringValues accepted)
    {
        if (accepted.Count == 0)
        {
            return PageEncoding.None;
        }

        // The common case without parsing: no weights at all.
        var text = accepted.ToString();
        if (!text.Contains('q', StringComparison.OrdinalIgnoreCase) && text.Contains("br", StringComparison.OrdinalIgnoreCase))
        {
            return PageEncoding.Brotli;
        }

        if (!StringWithQualityHeaderValue.TryParseList(accepted, out var values))
        {
            return PageEncoding.None;
        }

        return Accepts("br") ? PageEncoding.Brotli : Accepts("gzip") ? PageEncoding.Gzip : PageEncoding.None;

        bool Accepts(string name) => values.Any(value => value.Value.Equals(name, StringComparison.OrdinalIgnoreCase) && value.Quality is not 0);
    }
}
