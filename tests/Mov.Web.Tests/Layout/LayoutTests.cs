using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Mov.Web.Hosting.Security;
using Mov.Web.Hosting.Sessions;
using Mov.Web.Layout;
using Mov.Web.Tests.Components;

namespace Mov.Web.Tests.Layout;

public sealed class LayoutTests : ComponentContext
{
    [Theory]
    [InlineData("en", "/events?q=a", "Events", "/account/login?ReturnUrl=%2Fevents%3Fq%3Da")]
    [InlineData("de", "/", "Veranstaltungen", "/account/login")]
    public void A_visitor_finds_the_events_and_the_ways_in_that_lead_back_here(string language, string at, string events, string signIn)
    {
        using var spoken = Speak(language);
        AddAuthorization();
        var header = RenderHeader(at);

        Assert.Equal(events, header.Find("nav a[href='/events'][aria-current=page]").TextContent);
        Assert.Equal(signIn, header.Find("a.signin").GetAttribute("href"), ignoreCase: true);
        Assert.Empty(header.FindAll(".menu"));
    }

    [Theory]
    [InlineData(Session.ParticipantRole, "/my/events", "Events, My events", "Participant")]
    [InlineData(Session.OrganizerRole, "/organizer/events/5", "Events, Organizer", "Organizer")]
    [InlineData(Session.AdminRole, "/account/profile", "Events, Accounts", "Admin")]
    public void Whoever_is_signed_in_finds_what_the_account_is_for(string role, string at, string links, string called)
    {
        var ada = AddAuthorization();
        ada.SetAuthorized("Ada Lovelace");
        ada.SetRoles(role);
        var header = RenderHeader(at);

        Assert.Equal(links, string.Join(", ", header.FindAll("nav a").Select(link => link.TextContent)));
        Assert.Equal(at.StartsWith("/account", StringComparison.Ordinal) ? 0 : 1, header.FindAll("nav a[aria-current=page]").Count);
        Assert.Equal("Account: Ada Lovelace", header.Find("summary .visually-hidden").TextContent);
        Assert.Equal(called, header.Find(".menu .who .muted").TextContent);
        Assert.Equal("token", header.Find("form[action='/account/logout'] input[name=__RequestVerificationToken]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("en", false)]
    [InlineData("de", true)]
    public void Ways_that_are_too_long_for_a_phone_get_a_line_of_their_own(string language, bool ownLine)
    {
        using var spoken = Speak(language);
        var ada = AddAuthorization();
        ada.SetAuthorized("Ada Lovelace");
        ada.SetRoles(Session.ParticipantRole);

        Assert.Equal(ownLine, RenderHeader("/").Find("nav").ClassList.Contains("many"));
    }

    [Theory]
    [InlineData(HeldReason.Stale, "grown old")]
    [InlineData(HeldReason.TooMany, "too many tries")]
    public void A_post_that_was_held_back_says_that_nothing_was_done_and_why(HeldReason reason, string why)
    {
        var http = new DefaultHttpContext();
        http.Features.Set(new HeldPost(reason, FormCollection.Empty));

        var said = Render<HeldPostNotice>(one => one.AddCascadingValue<HttpContext>(http)).Find("[role=alert]").TextContent;

        Assert.Contains("Nothing was done", said, StringComparison.Ordinal);
        Assert.Contains(why, said, StringComparison.Ordinal);
        Assert.Empty(Render<HeldPostNotice>(one => one.AddCascadingValue<HttpContext>(new DefaultHttpContext())).FindAll("[role=alert]"));
    }

    [Theory]
    [InlineData("en", "The page works meanwhile.", "Reload the page")]
    [InlineData("de", "Die Seite geht solange weiter.", "Seite neu laden")]
    public void A_lost_connection_is_told_politely_and_leads_on(string language, string trying, string reload)
    {
        using var spoken = Speak(language);
        var told = Render<ReconnectDialog>();

        Assert.Contains(trying, told.Find("[role=status] .when-trying").TextContent, StringComparison.Ordinal);
        Assert.Equal(reload, told.Find("[role=status] .when-gone button[data-reload]").TextContent);
    }

    private IRenderedComponent<SiteHeader> RenderHeader(string at)
    {
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo(at);
        return Render<SiteHeader>();
    }
}
