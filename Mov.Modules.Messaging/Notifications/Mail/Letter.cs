using System.Text;
using System.Text.Encodings.Web;

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

    /// <summary>Tables and inline styles, because some mail programs know nothing else; the style element is for those that know dark mode. Colors are MOV's own.</summary>
    public string ToHtml() =>
        $$"""
        <!doctype html>
        <html lang="{{Language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>{{Encode(Heading)}}</title>
        <style>
        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        @media (prefers-color-scheme: dark) {
          .page { background: #14151a !important; }
          .card { background: #1c1e25 !important; border-color: #30333e !important; }
          .ink { color: #f1efe9 !important; }
          .soft { color: #a9adba !important; }
          .line { border-color: #30333e !important; }
        }
        </style>
        </head>
        <body class="page" style="margin:0;padding:0;background:#faf8f4;-webkit-text-size-adjust:100%">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="page" style="background:#faf8f4">
        <tr><td align="center" style="padding:32px 16px">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
        <tr><td class="ink" style="padding:0 8px 16px;font-size:20px;font-weight:800;letter-spacing:-0.5px;color:#1a1c22">MOV</td></tr>
        <tr><td class="card" style="background:#ffffff;border:1px solid #e6e2d9;border-radius:14px;padding:32px 28px">
        <p class="soft" style="margin:0 0 8px;font-size:16px;line-height:1.5;color:#565a66">{{Encode(Greeting)}}</p>
        <h1 class="ink" style="margin:0 0 20px;font-size:24px;line-height:1.25;color:#1a1c22;overflow-wrap:anywhere">{{Encode(Heading)}}</h1>
        {{FactsAsHtml()}}{{(More is null ? "" : $"<p class=\"ink\" style=\"margin:0 0 24px;font-size:16px;line-height:1.5;color:#1a1c22\">{Encode(More)}</p>\n")}}<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td style="border-radius:999px;background:#c8371b"><a href="{{Encode(Action.Href)}}" style="display:inline-block;padding:13px 26px;font-size:16px;font-weight:700;color:#ffffff;text-decoration:none;border-radius:999px">{{Encode(Action.Label)}}</a></td></tr></table>
        </td></tr>
        <tr><td class="soft" style="padding:20px 8px 0;font-size:13px;line-height:1.6;color:#565a66">{{Encode(Why)}}<br><a class="soft" href="{{Encode(Unsubscribe.Href)}}" style="color:#565a66">{{Encode(Unsubscribe.Label)}}</a> &nbsp;·&nbsp; <a class="soft" href="{{Encode(Settings.Href)}}" style="color:#565a66">{{Encode(Settings.Label)}}</a></td></tr>
        </table>
        </td></tr>
        </table>
        </body>
        </html>
        """;

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
