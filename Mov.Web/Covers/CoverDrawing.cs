using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mov.Web.Covers;

/// <summary>A filled shape: path data as SVG writes it, which Skia reads too.</summary>
internal sealed record CoverShape(string Path, string Color);

/// <summary>The picture of an event, computed from what it is: nobody uploads anything. One description serves the SVG on pages and the PNG of link previews.</summary>
internal sealed record CoverDrawing(string Ground, IReadOnlyList<CoverShape> Shapes)
{
    /// <summary>The width that shapes are placed in.</summary>
    public const int Width = 640;

    /// <summary>The height that shapes are placed in.</summary>
    public const int Height = 360;

    private static readonly CultureInfo Everywhere = CultureInfo.InvariantCulture;

    /// <summary>Draws the cover of an event: the category gives the colors, all three together choose the pattern.</summary>
    public static CoverDrawing Of(int eventId, string category, string title)
    {
        var palette = CoverPalette.Of(category);
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(Everywhere, $"{category}\n{eventId}\n{title}")));
        var shapes = (seed[0] % 5) switch
        {
            0 => Rings(palette, seed),
            1 => Waves(palette, seed),
            2 => Tiles(palette, seed),
            3 => Rays(palette, seed),
            _ => Hills(palette, seed),
        };
        return new CoverDrawing(palette.Ground, [.. shapes]);
    }

    private static IEnumerable<CoverShape> Rings(CoverPalette palette, byte[] seed)
    {
        var (x, y) = (Width * (20 + (seed[1] % 60)) / 100, Height - 40 + (seed[2] % 60));
        var step = 38 + (seed[3] % 14);
        string[] colors = [palette.Ground, palette.First, palette.Second];
        for (var ring = 9; ring > 0; ring--)
            yield return new CoverShape(Circle(x, y, ring * step), colors[ring % 3]);
    }

    private static IEnumerable<CoverShape> Waves(CoverPalette palette, byte[] seed)
    {
        string[] colors = [palette.First, palette.Second, palette.Ground];
        var half = 110 + (seed[3] % 70);
        for (var wave = 0; wave < 7; wave++)
        {
            var (y, rise) = (30 + (wave * Height / 7), 30 + (seed[wave + 4] % 50));
            var start = -(seed[wave + 12] % (2 * half));
            var path = new StringBuilder(string.Create(Everywhere, $"M{start} {y}q{half / 2} {-rise} {half} 0"));
            for (var x = start + half; x < Width; x += half)
                path.Append(Everywhere, $"t{half} 0");
            yield return new CoverShape(path.Append(Everywhere, $"V{Height}H{start}z").ToString(), colors[wave % 3]);
        }
    }

    // Tiles do not overlap, and neither do rays: what has one color is one shape.
    private static IEnumerable<CoverShape> Tiles(CoverPalette palette, byte[] seed)
    {
        const int Side = 80;
        var (first, second) = (new StringBuilder(), new StringBuilder());
        for (var column = 0; column < Width / Side; column++)
        {
            for (var row = 0; row * Side < Height; row++)
            {
                var choice = seed[((column * 5) + row) % seed.Length] + column;
                var (x, y, tiles) = (column * Side, row * Side, choice % 2 == 0 ? first : second);
                tiles.Append((choice / 2 % 5) switch
                {
                    0 => Circle(x + (Side / 2), y + (Side / 2), Side / 2),
                    1 => string.Create(Everywhere, $"M{x} {y}h{Side}a{Side} {Side} 0 0 1 {-Side} {Side}z"),
                    2 => string.Create(Everywhere, $"M{x} {y + Side}a{Side} {Side} 0 0 1 {Side} {-Side}v{Side}z"),
                    3 => string.Create(Everywhere, $"M{x} {y}v{Side}h{Side}z"),
                    _ => null,
                });
            }
        }

        return [new CoverShape(first.ToString(), palette.First), new CoverShape(second.ToString(), palette.Second)];
    }

    private static IEnumerable<CoverShape> Rays(CoverPalette palette, byte[] seed)
    {
        var (x, y) = (Width * (15 + (seed[1] % 70)) / 100, Height * (70 + (seed[2] % 45)) / 100);
        var count = 9 + (seed[3] % 5);
        var rays = new StringBuilder();
        for (var ray = 0; ray < count; ray++)
        {
            var from = (ray + (seed[4] / 255d)) * Math.Tau / count;
            var to = from + (Math.Tau / count / 2);
            rays.Append(Everywhere, $"M{x} {y}L{x + (800 * Math.Cos(from)):0} {y + (800 * Math.Sin(from)):0} {x + (800 * Math.Cos(to)):0} {y + (800 * Math.Sin(to)):0}z");
        }

        yield return new CoverShape(rays.ToString(), palette.First);
        yield return new CoverShape(Circle(x, y, 70 + (seed[5] % 50)), palette.Second);
        yield return new CoverShape(Circle(x, y, 34 + (seed[6] % 24)), palette.Ground);
    }

    private static IEnumerable<CoverShape> Hills(CoverPalette palette, byte[] seed)
    {
        // Sun and hills stand in the middle of the height: a wide page shows no more of it.
        yield return new CoverShape(Circle(80 + (seed[1] * 2 % (Width - 160)), 100 + (seed[2] % 60), 40 + (seed[3] % 34)), palette.First);
        string[] colors = [palette.Second, palette.First];
        for (var hill = 0; hill < 5; hill++)
        {
            var radius = 150 + (seed[hill + 4] % 110);
            var x = (hill * 160) - 40 + (seed[hill + 10] % 80);
            yield return new CoverShape(Circle(x, Height - 90 + radius - (seed[hill + 16] % 90), radius), colors[hill % 2]);
        }
    }

    private static string Circle(int x, int y, int radius) => string.Create(Everywhere, $"M{x - radius} {y}a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0 {-2 * radius} 0z");
}
