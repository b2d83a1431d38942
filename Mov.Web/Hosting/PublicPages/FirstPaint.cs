using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Mov.Web.Hosting.PublicPages;

/// <summary>What a browser needs before it can paint. It stands in the pages that people land on, because asking for it would cost another round trip;
/// who comes from another page of the site has it already.</summary>
internal sealed class FirstPaint
{
    // The script that comes before the first paint.
    private const string Script = "js/first.js";

    // The styles, in the order in which they apply.
    private static readonly string[] Sheets = ["css/tokens.css", "css/app.css", "Mov.Web.styles.css"];

    // Blazor's enhanced navigation leaves alone what such an element holds. So the styles stay until the next full page, whether the pages in between bring links or not.
    private const string Keeper = "<style data-permanent>";

    private readonly byte[] _content = [];
    private readonly Lazy<byte[]> _packed;
    private Links? _links;

    public FirstPaint(IWebHostEnvironment environment, IOptions<PageCacheSettings> settings)
    {
        _packed = new Lazy<byte[]>(() => BrotliPieces.Pack(_content));
        var sheets = Array.ConvertAll(Sheets, environment.WebRootFileProvider.GetFileInfo);
        var first = environment.WebRootFileProvider.GetFileInfo(Script);
        if (!settings.Value.InlineStyles || !first.Exists || !sheets.All(sheet => sheet.Exists))
        {
            return;
        }

        var (script, styles) = (Read(first), string.Concat(sheets.Select(Read)));
        _content = Encoding.UTF8.GetBytes($"<script>{script}</script>{Keeper}{styles}</style>");
        ScriptSources = SourceOf(script);
        StyleSources = SourceOf(styles) + SourceOf("");
    }

    /// <summary>What the content security policy must allow beside the site's own files, each with a space before it; nothing, where nothing stands in pages.</summary>
    public string ScriptSources { get; } = "";

    /// <inheritdoc cref="ScriptSources"/>
    public string StyleSources { get; } = "";

    /// <summary>By how much a page grows; nothing, where nothing stands in pages.</summary>
    public int Bytes => _content.Length;

    /// <summary>The script and the styles, packed by themselves (<see cref="BrotliPieces"/>).</summary>
    public ReadOnlyMemory<byte> Packed => _packed.Value;

    /// <summary>How every page is rendered: with links, and a place that keeps the styles of a page before it.</summary>
    /// <param name="assets">The site's, which never change.</param>
    public MarkupString LinksTo(ResourceAssetCollection assets)
    {
        if (_links is null)
        {
            var keeper = Bytes > 0 ? Keeper + "</style>" : "";
            var html = $"<script src=\"{assets[Script]}\"></script>{keeper}{string.Concat(Sheets.Select(sheet => $"<link rel=\"stylesheet\" href=\"{assets[sheet]}\" />"))}";
            _links = new Links((MarkupString)html, Encoding.UTF8.GetBytes(html));
        }

        return _links.Html;
    }

    /// <summary>Where in a page the links are; <see langword="null"/> for what has none, and where nothing stands in pages.</summary>
    public Range? FindLinks(ReadOnlySpan<byte> page) =>
        Bytes > 0 && _links is { Utf8: var links } && page.IndexOf(links) is >= 0 and var at ? at..(at + links.Length) : null;

    /// <summary>Puts the script and the styles into a page without links, where those were; into memory of the shared pool.</summary>
    public ArraySegment<byte> PutInto(ReadOnlySpan<byte> page, int at)
    {
        var length = page.Length + Bytes;
        var memory = ArrayPool<byte>.Shared.Rent(length);
        page[..at].CopyTo(memory);
        _content.CopyTo(memory, at);
        page[at..].CopyTo(memory.AsSpan(at + Bytes));
        return new ArraySegment<byte>(memory, 0, length);
    }

    private static string Read(IFileInfo file)
    {
        using var reader = new StreamReader(file.CreateReadStream());
        // As a browser sees it when it compares the hash.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string SourceOf(string text) => $" 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private sealed record Links(MarkupString Html, byte[] Utf8);
}
