using Bunit;
using Mov.Web.Components;

namespace Mov.Web.Tests.Components;

public sealed class ConfirmButtonTests : ComponentContext
{
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

    [Fact]
    public void What_takes_nothing_away_is_not_drawn_as_a_warning_and_the_way_back_has_its_own_words()
    {
        var harmless = Render<ConfirmButton>(one => one
            .Add(c => c.Label, "Start").Add(c => c.Href, "/start").Add(c => c.Title, "Start now?").Add(c => c.Sure, false).Add(c => c.KeepLabel, "Not yet"));

        Assert.DoesNotContain("stop", harmless.Find("dialog button:not([type])").ClassList);
        Assert.Equal("Not yet", harmless.Find("dialog [data-close]").TextContent);
        Assert.True(harmless.Find("dialog [data-close]").HasAttribute("autofocus"));
    }

    [Fact]
    public void Two_buttons_on_a_page_open_their_own_dialogs()
    {
        var (first, second) = (Ask(), Ask());

        Assert.NotEqual(first.Find("dialog").Id, second.Find("dialog").Id);

        IRenderedComponent<ConfirmButton> Ask() => Render<ConfirmButton>(one => one.Add(c => c.Label, "Remove").Add(c => c.Href, "/").Add(c => c.Title, "Remove?"));
    }

    [Fact]
    public async Task The_page_of_its_own_asks_the_same_says_why_it_could_not_be_done_and_does_it_on_a_press()
    {
        var presses = 0;
        var page = Render<ConfirmPage>(one => one
            .Add(c => c.Label, "Cancel event").Add(c => c.Title, "Cancel Lantern market?").Add(c => c.BackHref, "/organizer/events/5")
            .Add(c => c.Problem, "It has already begun.").AddChildContent("42 participants will be told.").Add(c => c.OnConfirm, () => presses++));

        Assert.Equal("Cancel Lantern market?", page.Find("h1").TextContent);
        Assert.Contains("42 participants", page.Find("form").TextContent, StringComparison.Ordinal);
        Assert.Contains("It has already begun.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Keep it as it is", page.Find("a[href='/organizer/events/5']").TextContent);
        Assert.Equal("token", page.Find("input[name=__RequestVerificationToken]").GetAttribute("value"));
        await page.Find("form").SubmitAsync();
        Assert.Equal(1, presses);
    }
}
