using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Mov.Web.Tests.Site;

/// <summary>An answer of the site, with its HTML parsed.</summary>
public sealed partial class SitePage
{
    private SitePage(HttpStatusCode status, string path, string? location, IReadOnlyDictionary<string, string> headers, string text, IHtmlDocument document, IElement root)
    {
        Status = status;
        Path = path;
        Location = location;
        Headers = headers;
        Source = text;
        Document = document;
        Root = root;
    }

    public HttpStatusCode Status { get; }

    /// <summary>The path and query it came from.</summary>
    public string Path { get; }

    /// <summary>Where a redirect leads.</summary>
    public string? Location { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body as it was sent.</summary>
    public string Source { get; }

    public IHtmlDocument Document { get; }

    /// <summary>The part of the page that is looked at.</summary>
    public IElement Root { get; }

    /// <summary>The main part's text, with white space collapsed; dialogs that nobody opened are left out.</summary>
    public string Text => Clean(string.Join(' ', Visible((Root.QuerySelector("main") ?? Root))));

    public string Title => Document.Title ?? "";

    /// <summary>The first heading.</summary>
    public string Heading => Clean(Document.QuerySelector("h1")?.TextContent ?? "");

    public static async Task<SitePage> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var isHtml = response.Content.Headers.ContentType?.MediaType is "text/html";
        var document = await new HtmlParser().ParseDocumentAsync(isHtml ? text : "", cancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join('\n', header.Value), StringComparer.OrdinalIgnoreCase);
        return new SitePage(
            response.StatusCode, response.RequestMessage!.RequestUri!.PathAndQuery, response.Headers.Location?.ToString(), headers, text, document, document.DocumentElement);
    }

    /// <summary>Looks at one part only: the closest list item, article or section around a text.</summary>
    public SitePage Within(string selector, string containing) => new(
        Status, Path, Location, Headers, Source, Document,
        Root.QuerySelectorAll(selector).FirstOrDefault(element => element.TextContent.Contains(containing, StringComparison.Ordinal))
            ?? throw new Xunit.Sdk.XunitException($"No {selector} of {Path} contains “{containing}”."));

    /// <summary>The value that a field shows.</summary>
    public string ValueOf(string label) => Find(label) switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value ?? "",
        IHtmlInputElement input => input.Value,
        _ => "",
    };

    /// <summary>The error at a field, or none.</summary>
    public string? ErrorAt(string label)
    {
        var field = Find(label);
        var described = $"{field.GetAttribute("aria-describedby")} {field.Closest("fieldset")?.GetAttribute("aria-describedby")}".Split(' ');
        return (field.GetAttribute("aria-invalid") == "true" || field.Closest("fieldset.wrong") is not null) && described.FirstOrDefault(id => id.EndsWith("-error", StringComparison.Ordinal)) is { } id
            ? Clean(Document.GetElementById(id)?.TextContent ?? "")
            : null;
    }

    /// <summary>Whether there is such a button outside dialogs.</summary>
    public bool HasButton(string name) => Buttons(name).Any();

    /// <summary>Whether there is a link of that name.</summary>
    public bool HasLink(string name) => Root.QuerySelectorAll("a").Any(link => string.Equals(NameOf(link), name, StringComparison.Ordinal));

    internal IHtmlFormElement FormOf(string button) =>
        (Buttons(button).FirstOrDefault() as IHtmlButtonElement)?.Form
        ?? throw new Xunit.Sdk.XunitException($"{Path} has no button “{button}” in a form; it says: {Text}");

    /// <summary>What a button adds to its form when it is the one that was pressed.</summary>
    internal IEnumerable<KeyValuePair<string, string>> ValueOfButton(string button) =>
        Buttons(button).First().GetAttribute("name") is { Length: > 0 } name ? [new(name, Buttons(button).First().GetAttribute("value") ?? "")] : [];

    /// <summary>What a browser would send of a form after somebody typed.</summary>
    internal List<KeyValuePair<string, string>> Fill(IHtmlFormElement form, (string Field, string Value)[] typed)
    {
        var changed = typed.ToDictionary(field => Find(field.Field, form), field => field.Value);
        List<KeyValuePair<string, string>> fields = [];
        foreach (var element in form.QuerySelectorAll("input[name], textarea[name], select[name]"))
        {
            var name = element.GetAttribute("name")!;
            var isNew = changed.TryGetValue(element, out var value);
            switch (element)
            {
                case IHtmlInputElement { Type: "radio" } radio:
                    var otherChosen = changed.Keys.Any(other => other != element && other.GetAttribute("type") == "radio" && other.GetAttribute("name") == name);
                    if (isNew || (radio.IsChecked && !otherChosen))
                    {
                        fields.Add(new(name, radio.Value));
                    }

                    break;
                case IHtmlInputElement { Type: "checkbox" } box:
                    if (isNew ? value is not "" : box.IsChecked)
                    {
                        fields.Add(new(name, box.Value));
                    }

                    break;
                case IHtmlTextAreaElement area:
                    fields.Add(new(name, isNew ? value! : area.Value));
                    break;
                case IHtmlSelectElement select:
                    fields.Add(new(name, isNew ? value! : select.Value ?? ""));
                    break;
                case IHtmlInputElement input:
                    fields.Add(new(name, isNew ? value! : input.Value));
                    break;
            }
        }

        return fields;
    }

    private IElement Find(string label, IElement? within = null)
    {
        foreach (var element in (within ?? Root).QuerySelectorAll("input, textarea, select"))
        {
            var name = element.GetAttribute("aria-label")
                ?? (element.Id is { } id && Document.QuerySelector($"label[for='{id}']") is { } labelled ? OwnText(labelled) : null)
                ?? (element.Closest("label") is { } around ? OwnText(around) : null);
            if (string.Equals(name, label, StringComparison.Ordinal))
            {
                return element;
            }
        }

        throw new Xunit.Sdk.XunitException($"{Path} has no field “{label}”; it says: {Text}");
    }

    private IEnumerable<IElement> Buttons(string name) =>
        Root.QuerySelectorAll("button").Where(button => button.Closest("dialog") is null && string.Equals(NameOf(button), name, StringComparison.Ordinal));

    private static string NameOf(IElement element) => element.GetAttribute("aria-label") ?? Clean(element.TextContent);

    // "optional" beside a label is a remark, not its name.
    private static string OwnText(IElement label) => Clean(string.Concat(label.ChildNodes.OfType<IText>().Select(text => text.Data)));

    private static IEnumerable<string> Visible(INode node) => node switch
    {
        IText text => [text.Data],
        IElement { LocalName: "dialog" or "script" or "style" } => [],
        _ => node.ChildNodes.SelectMany(Visible),
    };

    private static string Clean(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
