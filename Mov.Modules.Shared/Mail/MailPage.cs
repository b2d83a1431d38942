using System.Text.Encodings.Web;

namespace Mov.Modules.Shared.Mail;

/// <summary>The look of every mail: HTML that shows without images or anything from outside, on phones, and in dark mode.</summary>
public static class MailPage
{
    /// <summary>A mail as HTML. Tables and inline styles, because some mail programs know nothing else; the style element is for those that know dark mode.
    /// Colors are MOV's own.</summary>
    /// <param name="language">A two-letter code.</param>
    /// <param name="title">Plain text.</param>
    /// <param name="card">HTML: what the mail says.</param>
    /// <param name="foot">HTML: small print below.</param>
    public static string Of(string language, string title, string card, string foot) =>
        $$"""
        <!doctype html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>{{Encode(title)}}</title>
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
        {{card}}
        </td></tr>
        <tr><td class="soft" style="padding:20px 8px 0;font-size:13px;line-height:1.6;color:#565a66">{{foot}}</td></tr>
        </table>
        </td></tr>
        </table>
        </body>
        </html>
        """;

    /// <summary>The one thing to press.</summary>
    public static string Button(string label, string href) =>
        "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td style=\"border-radius:999px;background:#c8371b\">"
        + $"<a href=\"{Encode(href)}\" style=\"display:inline-block;padding:13px 26px;font-size:16px;font-weight:700;color:#ffffff;text-decoration:none;border-radius:999px\">{Encode(label)}</a></td></tr></table>";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
