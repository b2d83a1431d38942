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
    /// <summary>The script that comes before the first paint.</summary>
    public const string Script = "js/first.js";

    /// <summary>The styles, in the order in which they apply.</summary>
    public static readonly string[] Sheets = ["css/tokens.css", "css/app.css", "Mov.Web.styles.css"];

    // Blazor's enhanced navigation leaves alone what such an element holds. So the styles stay until the next full page, whether the pages in between bring links or not.
    private const string Keeper = "<style data-permanent>";

    private readonly MarkupString? _content;

    public FirstPaint(IWebHostEnvironment environment, IOptions<PageCacheSettings> settings)
    {
        var sheets = Array.ConvertAll(Sheets, environment.WebRootFileProvider.GetFileInfo);
        var first = environment.WebRootFileProvider.GetFileInfo(Script);
        if (!settings.Value.InlineStyles || !first.Exists || !sheets.All(sheet => sheet.Exists))
        {
            return;
        }

        var (script, styles) = (Read(first), string.Concat(sheets.Select(Read)));
        _content = (MarkupString)$"<script>{script}</script>{Keeper}{styles}</style>";
        Placeholder = (MarkupString)$"{Keeper}</style>";
        ScriptSources = SourceOf(script);
        StyleSources = SourceOf(styles) + SourceOf("");
    }

    /// <summary>For pages without the content, so that it stays where it is.</summary>
    public MarkupString Placeholder { get; }

    /// <summary>What the content security policy must allow beside the site's own files, each with a space before it; nothing, where nothing stands in pages.</summary>
    public string ScriptSources { get; } = "";

    /// <inheritdoc cref="ScriptSources"/>
    public string StyleSources { get; } = "";

    /// <summary>The script and the styles for this request's page; <see langword="null"/> for one that links to them.</summary>
    public MarkupString? For(HttpRequest request) => _content is not null && PublicAddress.Of(request) is not null && !PageKey.IsEnhancedIn(request) ? _content : null;

    private static string Read(IFileInfo file)
    {
        using var reader = new StreamReader(file.CreateReadStream());
        // As a browser sees it when it compares the hash.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string SourceOf(string text) => $" 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
