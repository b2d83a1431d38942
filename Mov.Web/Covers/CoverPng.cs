using SkiaSharp;

namespace Mov.Web.Covers;

/// <summary>Paints a cover as PNG: link previews do not read SVG.</summary>
internal static class CoverPng
{
    /// <summary>The width that link previews ask for.</summary>
    public const int Width = 1200;

    /// <summary>The height that link previews ask for.</summary>
    public const int Height = 630;

    /// <summary>Paints it, cut to the picture's shape as the SVG is.</summary>
    public static byte[] Paint(CoverDrawing cover)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height))
            ?? throw new InvalidOperationException("Skia gave no surface to paint a cover on.");
        var canvas = surface.Canvas;
        canvas.Clear(SKColor.Parse(cover.Ground));
        var scale = Math.Max((float)Width / CoverDrawing.Width, (float)Height / CoverDrawing.Height);
        canvas.Translate((Width - (CoverDrawing.Width * scale)) / 2, (Height - (CoverDrawing.Height * scale)) / 2);
        canvas.Scale(scale);
        using var paint = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Fill };
        foreach (var shape in cover.Shapes)
        {
            using var path = SKPath.ParseSvgPathData(shape.Path);
            paint.Color = SKColor.Parse(shape.Color);
            canvas.DrawPath(path, paint);
        }

        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
