using System.Text.Json;
using Mov.Modules.Messaging.Contracts;

namespace Mov.Web.Pages.Events;

/// <summary>What of a room travels with the page, so that its circuit shows the same at once. The browser hands it back in one message of the circuit, whose
/// size is bounded (32 KB), so only what is in sight goes along: the newest messages and the first announcements. All the rest is read again anyway.</summary>
internal static class RenderedRoom
{
    /// <summary>In bytes of JSON, before it is protected and written as text.</summary>
    internal const int Limit = 10_000;

    public static ChatRoom Of(ChatRoom room)
    {
        var left = Limit;
        ChatMessage[] pinned = [.. room.Pinned.TakeWhile(Fits)];
        ChatMessage[] newest = [.. room.Page.Messages.Reverse().TakeWhile(Fits).Reverse()];
        var isCut = newest.Length < room.Page.Messages.Count;
        // In the middle of a room what is in sight is not its end.
        var page = isCut && room.Page.HasNewer ? new ChatPage([], HasOlder: false, HasNewer: false) : new ChatPage(newest, room.Page.HasOlder || isCut, room.Page.HasNewer);
        return room with { Pinned = pinned, Page = page };

        bool Fits(ChatMessage message) => (left -= JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web).Length) >= 0;
    }
}
