using Mov.Web.Pages.Events;

namespace Mov.Web.Tests.Events;

public sealed class TextLinksTests
{
    [Theory]
    [InlineData("See https://example.org/map.", "https://example.org/map")]
    [InlineData("(http://example.org/a_(b))", "http://example.org/a_(b)")]
    [InlineData("HTTPS://EXAMPLE.ORG!", "HTTPS://EXAMPLE.ORG")]
    [InlineData("a https://one.example, b https://two.example/?q=1&r=2#x", "https://one.example https://two.example/?q=1&r=2#x")]
    [InlineData("javascript:alert(1) data:text/html,x ftp://example.org www.example.org", "")]
    [InlineData("https://bank.example@evil.example/", "")]
    [InlineData("https://example.org/\u202Egpj.exe", "")]
    [InlineData("https:// and http://", "")]
    [InlineData("<a href=\"https://example.org\">x</a>", "https://example.org")]
    public void Web_addresses_become_links_and_nothing_else_does(string text, string links)
    {
        var pieces = TextLinks.Split(text).ToList();

        Assert.Equal(links, string.Join(' ', pieces.Where(piece => piece.IsLink).Select(piece => piece.Text)));
        Assert.Equal(text, string.Concat(pieces.Select(piece => piece.Text)));
    }
}
