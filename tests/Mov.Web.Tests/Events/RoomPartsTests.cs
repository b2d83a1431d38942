using Bunit;
using Microsoft.AspNetCore.Components;
using Mov.Modules.Messaging.Contracts;
using Mov.Web.Pages.Events;
using Mov.Web.Tests.Components;

namespace Mov.Web.Tests.Events;

public sealed class RoomPartsTests : ComponentContext
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void A_message_says_who_what_and_when_on_the_clocks_of_the_room_and_has_an_address()
    {
        var line = RenderLine(Said("Bring a jar."));

        Assert.Equal("Ada", line.Find(".who b").TextContent);
        Assert.Equal("Bring a jar.", line.Find(".text").TextContent);
        Assert.Equal("19:30", line.Find(".when reader-time").TextContent);
        Assert.Equal("/events/5?message=m1#m-m1", line.Find(".when a").GetAttribute("href"));
        Assert.Equal("m-m1", line.Find("li").Id);
        Assert.DoesNotContain("edited", line.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "You", "edited", "Announcement", "The organizer removed this message.")]
    [InlineData("de", "Du", "bearbeitet", "Ankündigung", "Die Veranstalter haben diese Nachricht entfernt.")]
    public void Own_edited_announced_and_removed_messages_say_so(string language, string you, string edited, string announcement, string removed)
    {
        using var spoken = Speak(language);

        Assert.Equal(you, RenderLine(Said("a"), isOwn: true).Find(".who b").TextContent);
        Assert.Contains(edited, RenderLine(Said("a") with { Edited = true }).Find(".when").TextContent, StringComparison.Ordinal);
        Assert.Equal(announcement, RenderLine(Said("a") with { IsAnnouncement = true }).Find(".kind").TextContent.Trim());
        var gone = RenderLine(Said("what it said") with { IsRemoved = true, Edited = true });
        Assert.Equal(removed, gone.Find(".text").TextContent);
        Assert.DoesNotContain("what it said", gone.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(edited, gone.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_organizer_is_marked_for_others_and_a_message_that_follows_still_names_its_sender_to_screen_readers()
    {
        Assert.Equal("Organizer", RenderLine(Said("a") with { IsFromOrganizer = true }).Find(".who .badge").TextContent);
        Assert.Empty(RenderLine(Said("a") with { IsFromOrganizer = true }, isOwn: true).FindAll(".badge"));
        var follows = RenderLine(Said("a"), follows: true);
        Assert.Equal("Ada", follows.Find(".visually-hidden").TextContent);
        Assert.Empty(follows.FindAll(".who"));
    }

    [Theory]
    [InlineData(false, false, false, false, "")]
    [InlineData(true, false, false, false, "Edit your message of 19:30")]
    [InlineData(false, true, false, false, "Remove the message of Ada of 19:30")]
    [InlineData(true, true, true, false, "Edit your message of 19:30|Pin the announcement of 19:30|Remove the message of Ada of 19:30")]
    [InlineData(false, true, true, true, "Unpin the announcement of 19:30|Remove the message of Ada of 19:30")]
    public void Only_what_the_reader_may_do_is_offered_by_a_name_that_says_to_which_message(bool canEdit, bool isOrganizer, bool announces, bool pinned, string names)
    {
        var acts = RenderActs(Said("a") with { IsAnnouncement = announces, PinnedAt = pinned ? DateTime.UnixEpoch : null }, canEdit, isOrganizer);

        Assert.Equal(names, string.Join('|', acts.FindAll(".act").Select(act => act.TextContent)));
    }

    [Fact]
    public void Without_a_circuit_acts_are_addresses_and_a_form_and_with_one_they_happen_at_once()
    {
        var still = RenderActs(Said("a") with { IsAnnouncement = true, PinnedAt = DateTime.UnixEpoch }, canEdit: true, isOrganizer: true);
        Assert.Equal(["/events/5?edit=m1#m-m1", "/events/5?remove=m1#m-m1"], still.FindAll("a").Select(link => link.GetAttribute("href")));
        Assert.Equal("-m1", still.Find("button[form=room-pin][name=pinned]").GetAttribute("value"));

        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        List<string> done = [];
        var live = Render<MessageActs>(one => one
            .Add(a => a.Message, Said("a") with { IsAnnouncement = true }).Add(a => a.CanEdit, true).Add(a => a.IsOrganizer, true).Add(a => a.At, "19:30")
            .Add(a => a.OnEdit, message => done.Add($"edit {message.Id}")).Add(a => a.OnPin, message => done.Add($"pin {message.Id}")).Add(a => a.OnRemove, message => done.Add($"remove {message.Id}")));
        foreach (var act in live.FindAll(".act"))
            act.Click();
        Assert.Equal(["edit m1", "pin m1", "remove m1"], done);
    }

    [Fact]
    public void The_last_pinned_announcement_is_shown_in_full_and_the_others_one_press_away()
    {
        var pinned = Render<PinnedMessages>(one => one.Add(p => p.Messages, [Said("Third"), Said("Second"), Said("First")]).Add(p => p.Zone, Berlin));

        Assert.Equal("Third", pinned.Find("section[aria-label=Announcements] > article .text").TextContent);
        Assert.Equal("2 more announcements", pinned.Find("summary").TextContent);
        Assert.Equal(["Second", "First"], pinned.FindAll("details .text").Select(text => text.TextContent));
        Assert.Empty(Render<PinnedMessages>(one => one.Add(p => p.Messages, [Said("Only")])).FindAll("details"));
    }

    [Fact]
    public void An_announcement_tells_its_time_in_German()
    {
        using var german = Speak("de");
        var pinned = Render<PinnedMessages>(one => one.Add(p => p.Messages, [Said("Eins"), Said("Zwei")]).Add(p => p.Zone, Berlin));

        Assert.Equal("Sa, 5. Dez., 19:30", pinned.Find("reader-time").TextContent);
        Assert.Equal("1 weitere Ankündigung", pinned.Find("summary").TextContent);
    }

    private static ChatMessage Said(string text) => new("m1", 5, 7, "Ada", IsFromOrganizer: false, text, Some.Evening, Edited: false, Some.Evening);

    private IRenderedComponent<ChatLine> RenderLine(ChatMessage message, bool isOwn = false, bool follows = false) =>
        Render<ChatLine>(line => line.Add(l => l.Message, message).Add(l => l.IsOwn, isOwn).Add(l => l.Follows, follows).Add(l => l.Zone, Berlin));

    private IRenderedComponent<MessageActs> RenderActs(ChatMessage message, bool canEdit, bool isOrganizer)
    {
        RenderStill();
        return Render<MessageActs>(one => one.Add(a => a.Message, message).Add(a => a.CanEdit, canEdit).Add(a => a.IsOrganizer, isOrganizer).Add(a => a.At, "19:30"));
    }
}
