using System.Text;
using System.Xml.Linq;
using Mov.Web.Covers;
using SkiaSharp;

namespace Mov.Web.Tests.Covers;

public sealed class CoverTests
{
    [Fact]
    public void The_same_event_always_gets_the_same_cover()
    {
        Assert.Equal(CoverSvg.Document(CoverDrawing.Of(7, "talk", "Maps that lie")), CoverSvg.Document(CoverDrawing.Of(7, "talk", "Maps that lie")));
    }

    [Fact]
    public void A_hundred_events_of_one_category_all_look_different()
    {
        var covers = Enumerable.Range(1, 100).Select(id => CoverSvg.Document(CoverDrawing.Of(id, "meetup", $"Meeting {id}"))).ToList();

        Assert.Equal(100, covers.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_cover_is_well_formed_and_at_most_four_kilobytes()
    {
        foreach (var id in Enumerable.Range(1, 200))
        {
            var svg = CoverSvg.Document(CoverDrawing.Of(id, "festival", "<script>alert(1)</script> & \"more\""));

            Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
            Assert.InRange(Encoding.UTF8.GetByteCount(svg), 200, 4096);
        }
    }

    [Theory]
    [InlineData("workshop")]
    [InlineData("something another client wrote")]
    [InlineData("")]
    public void Every_category_can_be_painted_for_link_previews(string category)
    {
        foreach (var id in Enumerable.Range(1, 12))
        {
            using var picture = SKBitmap.Decode(CoverPng.Paint(CoverDrawing.Of(id, category, "Title")));

            Assert.Equal((CoverPng.Width, CoverPng.Height), (picture.Width, picture.Height));
            Assert.True(picture.Pixels.Distinct().Skip(1).Any(), "A cover of one color shows nothing.");
        }
    }

    /// <summary>A wide page cuts off what is above and below a third of the width.</summary>
    [Fact]
    public void A_wide_strip_of_a_cover_is_more_than_its_ground()
    {
        foreach (var id in Enumerable.Range(1, 100))
        {
            var drawing = CoverDrawing.Of(id, "talk", "Title");
            using var picture = SKBitmap.Decode(CoverPng.Paint(drawing));
            var ground = SKColor.Parse(drawing.Ground);
            var height = picture.Width / 3;

            var strip = picture.Pixels.Skip((picture.Height - height) / 2 * picture.Width).Take(height * picture.Width).ToList();

            Assert.True(strip.Count(pixel => pixel != ground) > strip.Count / 6, $"Of the cover of event {id} too little is seen.");
        }
    }
}
