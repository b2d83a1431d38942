using Ganss.Xss;
using Markdig;
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

    private static readonly HtmlSanitizer Sanitizer = CreateSanitizer();

    /// <summary>As HTML. Headings start below the page's own; links open without telling where they were followed from; pictures become links, since a page asks nobody else for anything.</summary>
    public static MarkupString ToHtml(string? markdown) =>
        new(Keep(markdown, isHtml: true, static text => Sanitizer.Sanitize(Markdown.ToHtml(text, Pipeline))));

    /// <summary>As text without formatting, for calendars.</summary>
    public static string ToText(string? markdown) =>
        Keep(markdown, isHtml: false, static text => Markdown.ToPlainText(text, Pipeline).Trim());

    /// <summary>The beginning of the text on one line, for link previews.</summary>
    public static string ToPreview(string? markdown)
    {
        var line = string.Join(' ', ToText(markdown).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= PreviewLength)
            return line;
        var cut = line.LastIndexOf(' ', PreviewLength - 1);
        return string.Concat(line.AsSpan(0, cut > 0 ? cut : PreviewLength - 1).TrimEnd(), "…");
    }

    private static string Keep(string? markdown, bool isHtml, Func<string, string> make)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return string.Empty;
        var key = (markdown, isHtml);
        return Kept.TryGetValue(key, out string? known) && known is not null
            ? known
            : Kept.Set(key, make(markdown), new MemoryCacheEntryOptions { Size = markdown.Length * 3, SlidingExpiration = TimeSpan.FromMinutes(10) });
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
}
