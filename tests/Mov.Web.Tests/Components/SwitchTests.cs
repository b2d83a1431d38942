using Bunit;
using Mov.Web.Components;

namespace Mov.Web.Tests.Components;

public sealed class SwitchTests : ComponentContext
{
    [Theory]
    [InlineData("en", "English")]
    [InlineData("de", "Deutsch")]
    public void Languages_are_called_by_their_own_names_the_spoken_one_is_on_and_a_press_leads_back_here(string spoken, string name)
    {
        using var language = Speak(spoken);
        var languages = Render<LanguageSwitch>(one => one.Add(s => s.Here, "/events?q=walk"));

        Assert.Equal(["English", "Deutsch"], languages.FindAll("button").Select(button => button.TextContent));
        Assert.Equal(["en", "de"], languages.FindAll("button").Select(button => button.GetAttribute("lang")));
        Assert.Equal(name, languages.Find("button[aria-pressed=true]").TextContent);
        Assert.Equal("/events?q=walk", languages.Find("form[method=post] input[type=hidden]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("en", "Theme", "Light Dark Auto")]
    [InlineData("de", "Farben", "Hell Dunkel Automatisch")]
    public void Themes_are_named_and_only_there_for_whoever_has_JavaScript(string spoken, string group, string names)
    {
        using var language = Speak(spoken);
        var themes = Render<ThemeSwitch>();

        Assert.Equal(group, themes.Find("[role=group]").GetAttribute("aria-label"));
        Assert.Equal(names.Split(' '), themes.FindAll("button").Select(button => button.TextContent.Trim()));
        Assert.Equal(["light", "dark", "auto"], themes.FindAll("button").Select(button => button.GetAttribute("data-theme-choice")));
        Assert.Contains("needs-script", themes.Find("[role=group]").ClassList);
    }
}
