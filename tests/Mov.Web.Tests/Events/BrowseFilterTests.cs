using Mov.Web.Pages.Events;

namespace Mov.Web.Tests.Events;

public sealed class BrowseFilterTests
{
    [Theory]
    [InlineData("not a day", null, "from")]
    [InlineData("2026-13-40", null, "from")]
    [InlineData("0001-01-01", null, "from")]
    [InlineData("2026-12-05", "2026-12-04", "to")]
    public void What_cannot_be_read_is_said_at_its_field_and_left_out(string from, string? to, string field)
    {
        var filter = BrowseFilter.Read("bread", null, from, to, "x");

        Assert.Equal([field], filter.Errors.Keys);
        Assert.Equal("bread", filter.Search.Text);
        Assert.Equal(1, filter.Search.Page);
    }

    [Fact]
    public void A_page_has_one_address_however_its_filters_were_written()
    {
        var one = BrowseFilter.Read(" bread ", "workshop", "2026-12-01", "", "3").LinkToPage(3);
        var other = BrowseFilter.Read("bread", "workshop", "2026-12-01", null, null).LinkToPage(3);

        Assert.Equal("/events?q=bread&category=workshop&from=2026-12-01&page=3", one);
        Assert.Equal(one, other);
        Assert.Equal("/events", BrowseFilter.Read(null, null, null, null, null).LinkToPage(1));
    }

    [Fact]
    public void Another_category_starts_again_at_the_first_page()
    {
        Assert.Equal("/events?q=a%26b&category=talk", BrowseFilter.Read("a&b", "workshop", null, null, "7").LinkToCategory("talk"));
    }

    [Fact]
    public void A_text_longer_than_two_hundred_characters_is_refused()
    {
        Assert.True(BrowseFilter.Read(new string('a', 201), null, null, null, null).Errors.ContainsKey("q"));
    }
}
