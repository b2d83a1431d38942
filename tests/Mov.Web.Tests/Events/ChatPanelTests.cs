using System.Collections.Concurrent;
using Bunit;
using Microsoft.AspNetCore.Components;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Web.Pages.Events;
using Mov.Web.Tests.Hosting;

namespace Mov.Web.Tests.Events;

public sealed class ChatPanelTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Messages_of_others_appear_by_themselves_and_as_text()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var ada = await stage.PersonAsync(UserRole.Participant, "Ada");
        var meeting = await stage.PublishedEventAsync(olga);
        await stage.EnrollAsync(meeting, ada);
        await using var circuit = stage.Circuit();
        var room = Open(circuit, meeting.Id, olga.Id);
        room.WaitForAssertion(() => Assert.Contains("Nobody has written yet", room.Markup, StringComparison.Ordinal), Soon);

        var sent = await stage.Get<IEventChat>().SendAsync(meeting.Id, ada.Id, "<script>alert(1)</script> hello", clientId: null, Stage.Cancellation);
        room.WaitForAssertion(() => Assert.Contains("hello", room.Find("li .text").TextContent, StringComparison.Ordinal), Soon);
        Assert.Empty(room.FindAll("script"));

        await stage.Get<IEventChat>().EditAsync(meeting.Id, ada.Id, sent.Value.Id, "hello again", Stage.Cancellation);
        room.WaitForAssertion(() => Assert.Equal("hello again", room.Find("li .text").TextContent), Soon);
        Assert.Contains("edited", room.Find("li.msg").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_sent_once_and_the_field_is_free_again()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(olga);
        await using var circuit = stage.Circuit();
        var room = Open(circuit, meeting.Id, olga.Id);

        await room.InvokeAsync(() => room.Find("textarea#message").Change("  Bring a jar.  "));
        await room.InvokeAsync(() => room.Find("form.compose").Submit());

        room.WaitForAssertion(() => Assert.Equal("Bring a jar.", Assert.Single(room.FindAll("li .text")).TextContent), Soon);
        Assert.Empty(room.FindAll(".outgoing"));
        var stored = await stage.Get<IEventChat>().ReadAsync(meeting.Id, olga.Id, null, null, Stage.Cancellation);
        Assert.Equal("Bring a jar.", Assert.Single(stored.Value.Messages).Text);
    }

    [Fact]
    public async Task A_message_that_is_too_long_comes_back_to_its_field_with_the_reason()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(olga);
        await using var circuit = stage.Circuit();
        var room = Open(circuit, meeting.Id, olga.Id);

        await room.InvokeAsync(() => room.Find("textarea#message").Change(new string('a', 2001)));
        await room.InvokeAsync(() => room.Find("form.compose").Submit());

        room.WaitForAssertion(() => Assert.NotEmpty(room.Find("#message-error").TextContent), Soon);
        Assert.Equal("true", room.Find("textarea#message").GetAttribute("aria-invalid"));
        Assert.Empty(room.FindAll("li .text"));

        // The reason goes when the text does.
        await room.InvokeAsync(() => room.Find("textarea#message").Change("Shorter"));
        Assert.Empty(room.Find("#message-error").TextContent);
        Assert.Null(room.Find("textarea#message").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Older_messages_come_when_asked_for()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(olga);
        for (var number = 1; number <= 55; number++)
            await stage.Get<IEventChat>().SendAsync(meeting.Id, olga.Id, $"Message {number:00}", clientId: null, Stage.Cancellation);
        await using var circuit = stage.Circuit();
        var room = Open(circuit, meeting.Id, olga.Id);
        room.WaitForAssertion(() => Assert.Equal(50, room.FindAll("li .text").Count), Soon);

        await room.InvokeAsync(() => room.Find("a.more").Click());

        room.WaitForAssertion(() => Assert.Equal(55, room.FindAll("li .text").Count), Soon);
        Assert.Equal("Message 01", room.FindAll("li .text")[0].TextContent);
        Assert.Empty(room.FindAll("a.more"));
    }

    [Theory]
    [InlineData(true, "message,pin")]
    [InlineData(false, "")]
    public async Task The_forms_of_an_island_say_which_they_are_so_that_the_page_can_post_them(bool isInteractive, string named)
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(olga);
        await using var page = stage.Circuit();
        page.SetRendererInfo(new RendererInfo(isInteractive ? "Server" : "Static", isInteractive));

        var room = Open(page, meeting.Id, olga.Id);

        room.WaitForAssertion(() => Assert.NotEmpty(room.FindAll("form#room-pin")), Soon);
        Assert.Equal(named, string.Join(',', room.FindAll("form input[name=_handler]").Select(field => field.GetAttribute("value"))));
    }

    [Fact]
    public async Task What_was_pinned_last_stands_on_top_on_an_open_page_as_on_a_new_one()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(olga);
        var chat = stage.Get<IEventChat>();
        List<ChatMessage> said = [];
        foreach (var text in (string[])["One", "Two", "Three"])
        {
            said.Add((await chat.AnnounceAsync(meeting.Id, olga.Id, text, clientId: null, Stage.Cancellation)).Value);
        }

        await using var circuit = stage.Circuit();
        var open = Open(circuit, meeting.Id, olga.Id);
        open.WaitForAssertion(() => Assert.Equal(["Three", "Two", "One"], Pinned(open)), Soon);

        await chat.PinAsync(meeting.Id, olga.Id, said[0].Id, pinned: false, Stage.Cancellation);
        open.WaitForAssertion(() => Assert.Equal(["Three", "Two"], Pinned(open)), Soon);
        await chat.PinAsync(meeting.Id, olga.Id, said[0].Id, pinned: true, Stage.Cancellation);
        open.WaitForAssertion(() => Assert.Equal(["One", "Three", "Two"], Pinned(open)), Soon);

        await using var another = stage.Circuit();
        var fresh = Open(another, meeting.Id, olga.Id);
        fresh.WaitForAssertion(() => Assert.Equal(["One", "Three", "Two"], Pinned(fresh)), Soon);

        static IEnumerable<string> Pinned(IRenderedComponent<ChatPanel> room) => room.FindAll(".pinned .text").Select(one => one.TextContent.Trim());
    }

    [Fact]
    public async Task A_room_that_is_closed_can_only_be_read()
    {
        await using var stage = new Stage();
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var meeting = await stage.PublishedEventAsync(olga);
        await using var circuit = stage.Circuit();
        var room = Open(circuit, meeting.Id, olga.Id, RoomAccess.Read);

        Assert.Empty(room.FindAll("textarea"));
        Assert.Contains("This room is closed", room.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_seen_is_written_down_once_and_again_only_when_something_came()
    {
        var calls = new ConcurrentQueue<string>();
        await using var stage = new Stage(services => Counting.Replace<IEventChat>(services, calls));
        var olga = await stage.PersonAsync(UserRole.Organizer, "Olga");
        var ada = await stage.PersonAsync(UserRole.Participant, "Ada");
        var meeting = await stage.PublishedEventAsync(olga);
        await stage.EnrollAsync(meeting, ada);

        await SayAndLookTwiceAsync("Bring a jar.");
        Assert.Equal(1, Writes());
        await SayAndLookTwiceAsync("And a spoon.");
        Assert.Equal(2, Writes());

        int Writes() => calls.Count(call => call == nameof(IEventChat.MarkSeenAsync));

        async Task SayAndLookTwiceAsync(string text)
        {
            await stage.Get<IEventChat>().SendAsync(meeting.Id, ada.Id, text, clientId: null, Stage.Cancellation);
            for (var look = 0; look < 2; look++)
            {
                // The page itself, before any circuit.
                await using var page = stage.Circuit();
                page.SetRendererInfo(new RendererInfo("Static", isInteractive: false));
                var room = Open(page, meeting.Id, olga.Id);
                room.WaitForAssertion(() => Assert.Contains(text, room.Markup, StringComparison.Ordinal), Soon);
            }
        }
    }

    private static IRenderedComponent<ChatPanel> Open(BunitContext circuit, int eventId, int userId, RoomAccess access = RoomAccess.Write) =>
        circuit.Render<ChatPanel>(parameters => parameters
            .Add(room => room.EventId, eventId)
            .Add(room => room.UserId, userId)
            .Add(room => room.Access, access));
}
