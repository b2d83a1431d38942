using Bunit;
using Microsoft.AspNetCore.Http;
using Mov.Web.Components;

namespace Mov.Web.Tests.Components;

public sealed class StatusViewTests : ComponentContext
{
    [Theory]
    [InlineData(403, "This is not yours to see")]
    [InlineData(404, "Nothing here")]
    [InlineData(429, "Too many tries")]
    [InlineData(503, "Back in a moment")]
    [InlineData(418, "Something went wrong")]
    public void A_page_that_cannot_be_shown_says_what_is_wrong_leads_on_and_answers_with_its_code(int code, string title)
    {
        var http = new DefaultHttpContext();

        var page = RenderView(http, code);

        Assert.Equal(title, page.Find("h1").TextContent);
        Assert.NotEmpty(page.Find("p.lead").TextContent);
        Assert.Equal("See what is on", page.Find("a[href='/events']").TextContent);
        Assert.Equal(code, http.Response.StatusCode);
    }

    [Fact]
    public void A_page_can_say_it_better_and_a_code_that_was_set_stays()
    {
        var http = new DefaultHttpContext { Response = { StatusCode = 410 } };

        var page = RenderView(http, 404, "This link was already used.");

        Assert.Equal("This link was already used.", page.Find("p.lead").TextContent);
        Assert.Equal(410, http.Response.StatusCode);
    }

    [Fact]
    public void It_speaks_German()
    {
        using var german = Speak("de");

        Assert.Equal("Hier ist nichts", RenderView(new DefaultHttpContext(), 404).Find("h1").TextContent);
    }

    private IRenderedComponent<StatusView> RenderView(HttpContext http, int code, string? message = null) =>
        Render<StatusView>(view => view.AddCascadingValue(http).Add(v => v.Code, code).Add(v => v.Message, message));
}
