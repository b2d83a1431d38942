using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Mov.Web.Covers;

/// <summary>Writes a cover as SVG, some hundred bytes of it.</summary>
internal static class CoverSvg
{
    /// <summary>A document of its own, for <c>/events/{id}/cover.svg</c>.</summary>
    public static string Document(CoverDrawing cover) => Write(cover, " xmlns=\"http://www.w3.org/2000/svg\"");

    /// <summary>For use inside a page, where it is decoration.</summary>
    public static MarkupString Inline(int eventId, string category, string title) =>
        new(Write(CoverDrawing.Of(eventId, category, title), " aria-hidden=\"true\" focusable=\"false\""));

    private static string Write(CoverDrawing cover, string attributes)
    {
        var svg = new StringBuilder(2048);
        svg.Append(CultureInfo.InvariantCulture, $"<svg{attributes} viewBox=\"0 0 {CoverDrawing.Width} {CoverDrawing.Height}\" preserveAspectRatio=\"xMidYMid slice\">");
        svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"{cover.Ground}\" d=\"M0 0h{CoverDrawing.Width}v{CoverDrawing.Height}H0z\"/>");
        foreach (var shape in cover.Shapes)
            svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"{shape.Color}\" d=\"{shape.Path}\"/>");
        return svg.Append("</svg>").ToString();
    }
}
