using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Mov.Web.Components;

namespace Mov.Web.Tests.Components;

public sealed class ConfirmButtonTests : ComponentContext
{
    public ConfirmButtonTests() => Services.AddSingleton<AntiforgeryStateProvider, OneToken>();

    [Fact]
    public void It_leads_to_a_page_that_asks_and_holds_the_same_question_as_a_dialog()
    {
        var ask = Render<ConfirmButton>(one => one
            .Add(c => c.Label, "Cancel event").Add(c => c.Href, "/organizer/events/5/cancel").Add(c => c.Title, "Cancel Lantern market?")
            .AddChildContent("42 participants will be told."));

        var first = ask.Find("form[method=get]");
        Assert.Equal("/organizer/events/5/cancel", first.GetAttribute("action"));
        Assert.Equal("Cancel event", first.QuerySelector("button")!.TextContent);
        var dialog = ask.Find("dialog");
        Assert.Equal(dialog.Id, first.QuerySelector("button")!.GetAttribute("data-confirm"));
        Assert.Equal("Cancel Lantern market?", dialog.QuerySelector("h2")!.TextContent);
        Assert.Contains("42 participants", dialog.TextContent, StringComparison.Ordinal);
        Assert.Equal("/organizer/events/5/cancel", dialog.QuerySelector("form")!.GetAttribute("action"));
        Assert.Equal("confirm", dialog.QuerySelector("input[name=_handler]")!.GetAttribute("value"));
        Assert.Equal("token", dialog.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value"));
        Assert.Equal("Cancel event", dialog.QuerySelector("button:not([type])")!.TextContent);
    }

    private sealed class OneToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}
