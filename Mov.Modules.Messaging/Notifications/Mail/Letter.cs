using System.Text;
using System.Text.Encodings.Web;
using Mov.Modules.Shared.Mail;

namespace Mov.Modules.Messaging.Notifications.Mail;

internal sealed record LetterFact(string Label, string Value);

internal sealed record LetterLink(string Label, string Href);

/// <summary>A mail as plain text and as HTML that shows without images or anything from outside, on phones, and in dark mode.</summary>
internal sealed record Letter(
    string Language,
    string Heading,
    string Greeting,
    string? More,
    IReadOnlyList<LetterFact> Facts,
    LetterLink Action,
    string Why,
    LetterLink Unsubscribe,
    LetterLink Settings)
{
    // Titles of events may be long.
    private const int LongHeading = 90;

    public string ToText()
    {
        var text = new StringBuilder()
            .Append(Greeting).Append("\n\n")
            .Append(Heading).Append(".\n\n");
        foreach (var fact in Facts)
        {
            text.Append(fact.Label).Append(": ").Append(fact.Value).Append('\n');
        }

        if (Facts.Count > 0)
        {
            text.Append('\n');
        }

        if (More is not null)
        {
            text.Append(More).Append("\n\n");
        }

        return text
            .Append(Action.Label).Append(":\n").Append(Action.Href).Append("\n\n-- \n")
            .Append(Why).Append('\n')
            .Append(Unsubscribe.Label).Append(":\n").Append(Unsubscribe.Href).Append('\n')
            .Append(Settings.Label).Append(":\n").Append(Settings.Href).Append('\n')
            .ToString();
    }

    /// <summary>For everybody else.</summary>
    public string ToHtml() => MailPage.Of(
        Language,
        Heading,
        $"""
        <p class="soft" style="margin:0 0 8px;font-size:16px;line-height:1.5;color:#565a66">{Encode(Greeting)}</p>
        <h1 class="ink" style="margin:0 0 20px;font-size:{(Heading.Length > LongHeading ? 18 : 24)}px;line-height:1.3;color:#1a1c22;overflow-wrap:anywhere">{Encode(Heading)}</h1>
        {FactsAsHtml()}{(More is null ? "" : $"<p class=\"ink\" style=\"margin:0 0 24px;font-size:16px;line-height:1.5;color:#1a1c22\">{Encode(More)}</p>\n")}{MailPage.Button(Action.Label, Action.Href)}
        """,
        $"""
        {Encode(Why)}<br><a class="soft" href="{Encode(Unsubscribe.Href)}" style="color:#565a66">{Encode(Unsubscribe.Label)}</a> &nbsp;·&nbsp; <a class="soft" href="{Encode(Settings.Href)}" style="color:#565a66">{Encode(Settings.Label)}</a>
        """);

    private string FactsAsHtml()
    {
        if (Facts.Count == 0)
        {
            return "";
        }

        var rows = new StringBuilder("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:0 0 20px\">");
        foreach (var fact in Facts)
        {
            rows.Append("<tr><td class=\"line\" style=\"padding:10px 0;border-top:1px solid #e6e2d9;font-size:16px;line-height:1.45\"><span class=\"soft\" style=\"display:block;font-size:13px;color:#565a66\">")
                .Append(Encode(fact.Label)).Append("</span><span class=\"ink\" style=\"color:#1a1c22;overflow-wrap:anywhere\">").Append(Encode(fact.Value)).Append("</span></td></tr>");
        }

        return rows.Append("</table>\n").ToString();
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
