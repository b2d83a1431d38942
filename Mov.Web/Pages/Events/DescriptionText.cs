using System.Collections.Frozen;
using System.Globalization;
using Ganss.Xss;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Caching.Memory;

namespace Mov.Web.Pages.Events;

/// <summary>What an organizer wrote in Markdown, made safe to show: no raw HTML goes in, and only plain formatting comes out.</summary>
internal static class DescriptionText
{
    private const int PreviewLength = 200;
    private const int KeptCharacters = 4_000_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseAutoLinks()
        .UseEmphasisExtras()
        .UsePipeTables()
        .UseSoftlineBreakAsHardlineBreak()
        .Build();

    // Pages are made far more often than texts are written.
    private static readonly MemoryCache Kept = new(new MemoryCacheOptions { SizeLimit = KeptCharacters });

    // As they are, without any attribute.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Harmless = FrozenSet.Create(
        StringComparer.Ordinal, "<p>", "</p>", "<br />", "<strong>", "</strong>", "<em>", "</em>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>", "<blockquote>", "</blockquote>")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HtmlSanitizer Sanitizer = CreateSanitizer();

    /// <summary>As HTML. Headings start below the page's own; links open without telling where they were followed from; pictures become links, since a page asks nobody else for anything.</summary>
    public static MarkupString ToHtml(string? markdown) => new(Format(markdown).Html);

    /// <summary>As text without formatting, for calendars.</summary>
    public static string ToText(string? markdown) => Format(markdown).Text;

    /// <summary>The beginning of the text on one line, for link previews.</summary>
    public static string ToPreview(string? markdown) => Format(markdown).Preview;

    private static Formatted Format(string? markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return Formatted.Nothing;
        if (Kept.TryGetValue(markdown, out Formatted? known) && known is not null)
            return known;
        var document = Markdown.Parse(markdown, Pipeline);
        var html = document.ToHtml(Pipeline);
        var text = PlainTextOf(document);
        var formatted = new Formatted(IsPlain(html) ? html : Sanitizer.Sanitize(html), text, BeginningOf(text));
        var size = markdown.Length + formatted.Html.Length + text.Length + formatted.Preview.Length;
        return Kept.Set(markdown, formatted, new MemoryCacheEntryOptions { Size = size, SlidingExpiration = TimeSpan.FromMinutes(10) });
    }

    private static string PlainTextOf(MarkdownDocument document)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var renderer = new HtmlRenderer(text) { EnableHtmlForBlock = false, EnableHtmlForInline = false, EnableHtmlEscape = false };
        Pipeline.Setup(renderer);
        renderer.Render(document);
        return text.ToString().Trim();
    }

    private static string BeginningOf(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= PreviewLength)
            return line;
        var cut = line.LastIndexOf(' ', PreviewLength - 1);
        return string.Concat(line.AsSpan(0, cut > 0 ? cut : PreviewLength - 1).TrimEnd(), "…");
    }

    /// <summary>Whether there is nothing to make safe: text, and tags that cannot do anything.</summary>
    private static bool IsPlain(ReadOnlySpan<char> html)
    {
        while (html.IndexOf('<') is >= 0 and var begin)
        {
            html = html[begin..];
            if (html.IndexOf('>') is not (> 0 and var end) || !Harmless.Contains(html[..(end + 1)]))
                return false;
            html = html[(end + 1)..];
        }

        return true;
    }

    private static HtmlSanitizer CreateSanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "p", "br", "hr", "strong", "em", "del", "ins", "sub", "sup", "mark", "code", "pre", "blockquote",
                "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "a", "img", "table", "thead", "tbody", "tr", "th", "td",
            },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "src", "alt", "start" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto", "tel" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "src" },
        });
        sanitizer.PostProcessNode += (_, processed) =>
        {
            if (processed.Node is not AngleSharp.Dom.IElement element)
                return;
            switch (element.LocalName)
            {
                case "a":
                    element.SetAttribute("rel", "nofollow ugc noopener noreferrer");
                    break;
                case "img":
                    processed.ReplacementNodes.Add(LinkInsteadOf(element));
                    break;
                case "h1" or "h2" or "h3" or "h4":
                    processed.ReplacementNodes.Add(Lowered(element));
                    break;
            }
        };
        return sanitizer;
    }

    private static AngleSharp.Dom.IElement LinkInsteadOf(AngleSharp.Dom.IElement image)
    {
        var link = image.Owner!.CreateElement("a");
        var address = image.GetAttribute("src");
        if (!string.IsNullOrEmpty(address))
            link.SetAttribute("href", address);
        link.SetAttribute("rel", "nofollow ugc noopener noreferrer");
        link.TextContent = image.GetAttribute("alt") is { Length: > 0 } text ? text : address ?? string.Empty;
        return link;
    }

    private static AngleSharp.Dom.IElement Lowered(AngleSharp.Dom.IElement heading)
    {
        var lowered = heading.Owner!.CreateElement($"h{heading.LocalName[1] - '0' + 2}");
        while (heading.FirstChild is { } child)
            lowered.AppendChild(child);
        return lowered;
    }

    private sealed record Formatted(string Html, string Text, string Preview)
    {
        public static readonly Formatted Nothing = new(string.Empty, string.Empty, string.Empty);
    }
}
