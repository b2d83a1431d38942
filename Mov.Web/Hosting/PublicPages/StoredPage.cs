using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Mov.Web.Hosting.PublicPages;

/// <summary>An answer as it goes out: compressed, with the headers that belong to it and to nobody in particular.</summary>
internal sealed class StoredPage
{
    private const int BrotliQuality = 5;
    private const int BrotliWindow = 22;
    private const int TagBytes = 12;

    private static readonly StringValues Revalidate = "no-cache";
    private static readonly StringValues Varies = "Accept-Encoding, Accept-Language, Accept, Cookie";

    // Nothing else of a rendered answer is handed on to others. The two last ones are what Blazor says to its enhanced navigation.
    private static readonly string[] Kept = [HeaderNames.ContentType, HeaderNames.ContentLanguage, HeaderNames.ContentDisposition, HeaderNames.CacheControl, "blazor-enhanced-nav", "ssr-framing"];

    // State for islands, sealed anew each time it is rendered. These pages have no islands.
    private static readonly byte[] StateBegins = "<!--Blazor-Server-Component-State:"u8.ToArray();
    private static readonly byte[] StateEnds = "-->"u8.ToArray();

    private readonly byte[] _body;
    private readonly KeyValuePair<string, StringValues>[] _headers;
    private readonly StringValues _tag;

    private StoredPage(byte[] body, KeyValuePair<string, StringValues>[] headers, StringValues tag)
    {
        _body = body;
        _headers = headers;
        _tag = tag;
    }

    /// <summary>Roughly what it takes in memory.</summary>
    public int Size => _body.Length + 1024;

    /// <summary>Takes over an answer that was rendered for this key.</summary>
    public static StoredPage Of(HttpResponse rendered, ReadOnlyMemory<byte> body, PageKey key)
    {
        var packed = Pack(WithoutState(body), key.Encoding);
        StringValues tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(packed).AsSpan(0, TagBytes))}{(key.IsEnhanced ? "-e" : "")}\"";
        var headers = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase) { [HeaderNames.CacheControl] = Revalidate };
        foreach (var name in Kept)
        {
            if (rendered.Headers.TryGetValue(name, out var value))
            {
                headers[name] = value;
            }
        }

        headers[HeaderNames.ETag] = tag;
        headers[HeaderNames.Vary] = Varies;
        if (key.Encoding != PageEncoding.None)
        {
            headers[HeaderNames.ContentEncoding] = key.Encoding == PageEncoding.Brotli ? "br" : "gzip";
        }

        return new StoredPage(packed, [.. headers], tag);
    }

    /// <summary>Answers with it, or says that the browser has it already.</summary>
    public Task SendAsync(HttpContext context)
    {
        var response = context.Response;
        foreach (var (name, value) in _headers)
        {
            response.Headers[name] = value;
        }

        var known = context.Request.Headers.IfNoneMatch;
        if (known.Count > 0 && Matches(known))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.Headers.Remove(HeaderNames.ContentEncoding);
            response.Headers.Remove(HeaderNames.ContentType);
            return Task.CompletedTask;
        }

        response.ContentLength = _body.Length;
        return response.Body.WriteAsync(_body, context.RequestAborted).AsTask();
    }

    private static ReadOnlyMemory<byte> WithoutState(ReadOnlyMemory<byte> body)
    {
        var begin = body.Span.LastIndexOf(StateBegins);
        if (begin < 0 || body.Span[begin..].IndexOf(StateEnds) is not (>= 0 and var length))
        {
            return body;
        }

        return (byte[])[.. body.Span[..begin], .. body.Span[(begin + length + StateEnds.Length)..]];
    }

    internal static byte[] Pack(ReadOnlyMemory<byte> body, PageEncoding encoding)
    {
        switch (encoding)
        {
            case PageEncoding.Brotli:
                var room = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
                return BrotliEncoder.TryCompress(body.Span, room, out var written, BrotliQuality, BrotliWindow) ? room[..written] : throw new InvalidOperationException("Brotli had no room.");
            case PageEncoding.Gzip:
                using (var packed = new MemoryStream())
                {
                    using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                    {
                        gzip.Write(body.Span);
                    }

                    return packed.ToArray();
                }

            default:
                return body.ToArray();
        }
    }

    // A proxy that compresses anew marks the tag as weak.
    private bool Matches(StringValues known)
    {
        var tag = _tag.ToString();
        return known.Any(value => value is not null && value.Contains(tag, StringComparison.Ordinal));
    }
}
