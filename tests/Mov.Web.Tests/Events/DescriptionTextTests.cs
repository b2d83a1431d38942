using Mov.Web.Pages.Events;

namespace Mov.Web.Tests.Events;

public sealed class DescriptionTextTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[press](javascript:alert(1))")]
    [InlineData("[press](data:text/html,<script>alert(1)</script>)")]
    [InlineData("<a href=\"https://example.org\" onclick=\"alert(1)\">x</a>")]
    [InlineData("![x](javascript:alert(1))")]
    public void Nothing_that_runs_comes_out(string markdown)
    {
        var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(DescriptionText.ToHtml(markdown).Value);

        Assert.Empty(html.QuerySelectorAll("script, img, iframe, [onerror], [onclick], [style]"));
        Assert.DoesNotContain(html.QuerySelectorAll("a"), link => link.GetAttribute("href") is { } to && !to.StartsWith("http", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a < b & \"c\"", "a < b & \"c\"")]
    [InlineData("<b onclick=alert(1)>x</b>", "<b onclick=alert(1)>x</b>")]
    [InlineData("*one*\ntwo\n\n> three", "one|two|three")]
    public void What_looks_like_markup_in_plain_text_stays_text(string markdown, string text)
    {
        var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(DescriptionText.ToHtml(markdown).Value);

        Assert.DoesNotContain(html.Body!.QuerySelectorAll("*"), element => element.LocalName is not ("p" or "br" or "em" or "blockquote") || element.Attributes.Length > 0);
        Assert.Equal(text, string.Join('|', html.Body.TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
    }

    [Fact]
    public void Formatting_is_kept_and_headings_start_below_the_pages_own()
    {
        var html = DescriptionText.ToHtml("# Big\n\n## Smaller\n\n**bold** and [a link](https://example.org)\n\n- one").Value;

        Assert.Contains("<h3>Big</h3>", html, StringComparison.Ordinal);
        Assert.Contains("<h4>Smaller</h4>", html, StringComparison.Ordinal);
        Assert.Contains("<strong>bold</strong>", html, StringComparison.Ordinal);
        Assert.Contains("<li>one</li>", html, StringComparison.Ordinal);
        Assert.Contains("rel=\"nofollow ugc noopener noreferrer\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_becomes_a_link_so_that_the_page_asks_no_other_site()
    {
        var html = DescriptionText.ToHtml("![Our hall](https://example.org/hall.jpg)").Value;

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains(">Our hall</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_is_one_line_of_two_hundred_characters_at_most()
    {
        var preview = DescriptionText.ToPreview(string.Join("\n\n", Enumerable.Repeat("**Some** words", 60)));

        Assert.InRange(preview.Length, 150, 200);
        Assert.DoesNotContain('\n', preview);
        Assert.DoesNotContain('*', preview);
        Assert.EndsWith("…", preview, StringComparison.Ordinal);
    }
}
