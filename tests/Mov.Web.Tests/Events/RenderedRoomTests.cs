using System.Text.Json;
using Mov.Modules.Messaging.Contracts;
using Mov.Web.Pages.Events;

namespace Mov.Web.Tests.Events;

public sealed class RenderedRoomTests
{
    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("short", 50)]
    [InlineData("as long as can be", 50)]
    public void What_travels_with_a_page_stays_small_however_much_was_written(string length, int count)
    {
        var text = length == "short" ? "Hello" : new string('語', MessageForm.MaxLength);
        ChatMessage[] messages = [.. Enumerable.Range(1, count).Select(number => Said(number, text))];
        var room = new ChatRoom(RoomAccess.Write, IsOrganizer: false, new ChatPage(messages, HasOlder: false, HasNewer: false), messages[..20], messages[0].Place);

        var kept = RenderedRoom.Of(room);

        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(kept).Length, 1, RenderedRoom.Limit + 2000);
        Assert.Equal(messages[^kept.Page.Messages.Count..], kept.Page.Messages);
        Assert.True(kept.Page.HasOlder);
        Assert.Equal(room.Seen, kept.Seen);
    }

    [Fact]
    public void A_small_room_travels_as_it_is_and_a_cut_one_in_its_middle_not_at_all()
    {
        var small = new ChatRoom(RoomAccess.Read, IsOrganizer: true, new ChatPage([Said(1, "a"), Said(2, "b")], HasOlder: true, HasNewer: true), [Said(1, "a")], Seen: null);
        var kept = RenderedRoom.Of(small);
        Assert.Equal(small.Page.Messages, kept.Page.Messages);
        Assert.Equal(small.Pinned, kept.Pinned);
        Assert.True(kept.Page is { HasOlder: true, HasNewer: true });

        var large = small with { Page = new ChatPage([.. Enumerable.Range(1, 50).Select(number => Said(number, "Hello"))], HasOlder: true, HasNewer: true) };
        Assert.Empty(RenderedRoom.Of(large).Page.Messages);
    }

    private static ChatMessage Said(int number, string text) =>
        new($"{number:x24}", 1, 7, "Ada", IsFromOrganizer: false, text, Noon.AddSeconds(number), Edited: false, Noon.AddSeconds(number))
        {
            EditableUntil = Noon.AddMinutes(15),
            ClientId = $"{number:x32}",
        };
}
