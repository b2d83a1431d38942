using Microsoft.Playwright;
using Mov.Modules.Shared.Storage;
using SkiaSharp;

namespace Mov.EndToEnd.Tests.Pictures;

/// <summary>The pictures that README shows: renewed in <c>docs/images/</c> with the others.</summary>
[Trait("Category", "Screenshots")]
public sealed class ReadmePictureTests(RealBrowser chromium)
{
    private const int Quality = 82;
    private const int Gap = 24;

    private static readonly string Folder = Path.Combine(MovServer.Root, "docs", "images");

    [Fact]
    public async Task Four_pictures_for_the_README()
    {
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, TestContext.Current.CancellationToken, demo: true);
        Save("browse", await LookAsync(site, null, "/", Album.Desktop, ColorScheme.Light));
        Save("event", await LookAsync(site, "participant@mov.example", "/events/3", Album.Desktop, ColorScheme.Dark, scroll: 600));
        Save("organizer", await LookAsync(site, "organizer@mov.example", "/organizer", Album.Desktop, ColorScheme.Light));
        Save(
            "phone",
            await LookAsync(site, null, "/events/7", 390, ColorScheme.Light, language: "de-DE"),
            await LookAsync(site, "participant@mov.example", "/notifications", 390, ColorScheme.Dark),
            await LookAsync(site, "organizer@mov.example", "/organizer/events/2", 390, ColorScheme.Light));
    }

    private async Task<SKBitmap> LookAsync(MovServer site, string? email, string path, int width, ColorScheme theme, string language = "en-GB", int scroll = 0)
    {
        await using var person = await Person.ArriveAsync(chromium.Browser, site, width: width, theme: theme, language: language);
        if (email is not null)
            await Album.SignInAsync(person, email);
        await person.GoAsync(path);
        await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await person.Page.SetViewportSizeAsync(width, width == Album.Desktop ? 860 : 844);
        await person.Page.EvaluateAsync("y => scrollTo(0, y)", scroll);
        return SKBitmap.Decode(await person.Page.ScreenshotAsync());
    }

    private static void Save(string name, params SKBitmap[] pictures)
    {
        using var surface = SKSurface.Create(new SKImageInfo(pictures.Sum(picture => picture.Width) + (Gap * (pictures.Length - 1)), pictures[0].Height));
        var left = 0;
        foreach (var picture in pictures)
        {
            surface.Canvas.DrawBitmap(picture, left, 0, SKSamplingOptions.Default);
            left += picture.Width + Gap;
            picture.Dispose();
        }

        using var image = surface.Snapshot();
        using var file = File.Create(Path.Combine(Folder, name + ".webp"));
        image.Encode(SKEncodedImageFormat.Webp, Quality).SaveTo(file);
    }
}
