using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Mov.Web.Hosting.PublicPages;

/// <summary>An answer as it goes out: compressed, with the headers that belong to it and to nobody in particular. Most pages are asked for once while they are good; so a page is
/// compressed quickly when it is made, and well when it is asked for again. The styles that stand in a page are kept with it only from then on: they are much more than the page.</summary>
internal sealed class StoredPage
{
    private const int BrotliWell = 5;
    private const int BrotliWindow = 22;
    private const int TagBytes = 12;
    private const int StylesShrink = 4;

    private static readonly StringValues Revalidate = "no-cache";
    private static readonly StringValues Varies = "Accept-Encoding, Accept-Language, Accept, Cookie";

    // Nothing else of a rendered answer is handed on to others. The two last ones are what Blazor says to its enhanced navigation.
    private static readonly string[] Kept = [HeaderNames.ContentType, HeaderNames.ContentLanguage, HeaderNames.ContentDisposition, HeaderNames.CacheControl, "blazor-enhanced-nav", "ssr-framing"];

    // State for islands, sealed anew each time it is rendered. These pages have no islands.
    private static readonly byte[] StateBegins = "<!--Blazor-Server-Component-State:"u8.ToArray();
    private static readonly byte[] StateEnds = "-->"u8.ToArray();

    private readonly PageEncoding _encoding;
    private readonly KeyValuePair<string, StringValues>[] _headers;
    private readonly string _tag;
    private readonly Place? _place;
    private byte[] _body;
    private int _asked;

    private StoredPage(byte[] body, PageEncoding encoding, KeyValuePair<string, StringValues>[] headers, string tag, Place? place)
    {
        _place = place;
        _body = body;
        _encoding = encoding;
        _headers = headers;
        _tag = tag;
        Size = body.Length + 1024 + ((place?.FirstPaint.Bytes ?? 0) / (encoding == PageEncoding.None ? 1 : StylesShrink));
    }

    /// <summary>Roughly what it takes in memory once it was asked for again.</summary>
    public int Size { get; }

    /// <summary>Takes over an answer that was rendered for this key.</summary>
    /// <param name="rendered">The answer.</param>
    /// <param name="body">What it says, in memory that is free again afterwards, and changed.</param>
    /// <param name="key">What it was rendered for.</param>
    /// <param name="firstPaint">What shall stand in it, unless nothing.</param>
    /// <returns>The page, and what is sent of it the first time.</returns>
    public static (StoredPage Page, byte[] First) Of(HttpResponse rendered, Memory<byte> body, PageKey key, FirstPaint? firstPaint)
    {
        var content = WithoutState(body);
        var place = key.IsEnhanced ? null : Place.TakeLinks(ref content, firstPaint);
        var (packed, first) = place is null ? (Pack(content, key.Encoding), null) : PackWith(place, content, key.Encoding);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(packed).AsSpan(0, TagBytes))}{(key.IsEnhanced ? "-e" : "")}\"";
        var headers = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase) { [HeaderNames.CacheControl] = Revalidate };
        foreach (var name in Kept)
        {
            if (rendered.Headers.TryGetValue(name, out var value))
            {
                headers[name] = value;
            }
        }

        // Weak: the same page is sent with other bytes later.
        headers[HeaderNames.ETag] = "W/" + tag;
        headers[HeaderNames.Vary] = Varies;
        if (key.Encoding != PageEncoding.None)
        {
            headers[HeaderNames.ContentEncoding] = key.Encoding == PageEncoding.Brotli ? "br" : "gzip";
        }

        return (new StoredPage(packed, key.Encoding, [.. headers], tag, place), first ?? packed);
    }

    /// <summary>To be called when it is asked for once more.</summary>
    public void AskAgain()
    {
        // What is neither packed nor gets styles stays as it is.
        if ((_encoding != PageEncoding.None || _place is not null) && Volatile.Read(ref _asked) == 0 && Interlocked.Exchange(ref _asked, 1) == 0)
        {
            var content = Unpack(_body, _encoding);
            Volatile.Write(ref _body, _place is null ? Pack(content, _encoding, well: true) : PackWhole(_place, content, _encoding, well: true));
        }
    }

    /// <summary>Answers with it, or says that the browser has it already.</summary>
    public Task SendAsync(HttpContext context) => SendAsync(context, Volatile.Read(ref _body));

    /// <summary>The same for the first one, who is sent what it was made of.</summary>
    public Task SendAsync(HttpContext context, byte[] body)
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

        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static Memory<byte> WithoutState(Memory<byte> body)
    {
        var begin = body.Span.LastIndexOf(StateBegins);
        if (begin < 0 || body.Span[begin..].IndexOf(StateEnds) is not (>= 0 and var length))
        {
            return body;
        }

        return Without(body, begin..(begin + length + StateEnds.Length));
    }

    private static Memory<byte> Without(Memory<byte> body, Range part)
    {
        var rest = body[part.End..];
        rest.CopyTo(body[part.Start..]);
        return body[..(part.Start.Value + rest.Length)];
    }

    // What is kept, and what is sent first.
    private static (byte[] Kept, byte[]? First) PackWith(Place place, ReadOnlyMemory<byte> content, PageEncoding encoding)
    {
        if (encoding != PageEncoding.Brotli)
        {
            return (Pack(content, encoding), PackWhole(place, content.Span, encoding, well: false));
        }

        var (before, after) = (BrotliPieces.Pack(content.Span[..place.At]), BrotliPieces.Pack(content.Span[place.At..]));
        return (BrotliPieces.Join(before, after), BrotliPieces.Join(before, place.FirstPaint.Packed, after));
    }

    private static byte[] PackWhole(Place place, ReadOnlySpan<byte> content, PageEncoding encoding, bool well)
    {
        var whole = place.FirstPaint.PutInto(content, place.At);
        try
        {
            return Pack(whole, encoding, well);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole.Array!);
        }
    }

    internal static byte[] Pack(ReadOnlyMemory<byte> body, PageEncoding encoding, bool well = false)
    {
        switch (encoding)
        {
            case PageEncoding.Brotli when !well:
                return BrotliPieces.Join(BrotliPieces.Pack(body.Span));

            case PageEncoding.Brotli:
                var room = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(body.Length));
                try
                {
                    return BrotliEncoder.TryCompress(body.Span, room, out var written, BrotliWell, BrotliWindow)
                        ? room[..written]
                        : throw new InvalidOperationException("Brotli had no room.");
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(room);
                }

            case PageEncoding.Gzip:
                using (var packed = new MemoryStream())
                {
                    using (var gzip = new GZipStream(packed, well ? CompressionLevel.Optimal : CompressionLevel.Fastest, leaveOpen: true))
                    {
                        gzip.Write(body.Span);
                    }

                    return packed.ToArray();
                }

            default:
                return body.ToArray();
        }
    }

    private static byte[] Unpack(byte[] packed, PageEncoding encoding)
    {
        if (encoding == PageEncoding.None)
        {
            return packed;
        }

        using var source = new MemoryStream(packed);
        using Stream unpacked = encoding == PageEncoding.Brotli ? new BrotliStream(source, CompressionMode.Decompress) : new GZipStream(source, CompressionMode.Decompress);
        using var body = new MemoryStream();
        unpacked.CopyTo(body);
        return body.ToArray();
    }

    private bool Matches(StringValues known) => known.Any(value => value is not null && value.Contains(_tag, StringComparison.Ordinal));

    /// <summary>Where in a page the script and the styles go.</summary>
    private sealed record Place(FirstPaint FirstPaint, int At)
    {
        /// <summary>Takes the links out of a page that has them.</summary>
        public static Place? TakeLinks(ref Memory<byte> content, FirstPaint? firstPaint)
        {
            if (firstPaint?.FindLinks(content.Span) is not { } links)
            {
                return null;
            }

            content = Without(content, links);
            return new Place(firstPaint, links.Start.Value);
        }
    }
}
