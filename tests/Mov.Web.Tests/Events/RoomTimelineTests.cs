using Mov.Modules.Messaging.Contracts;
using Mov.Web.Pages.Events;

namespace Mov.Web.Tests.Events;

public sealed class RoomTimelineTests
{
    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_message_stands_there_once_and_at_its_time_whatever_the_order_of_arrival()
    {
        var timeline = new RoomTimeline();
        timeline.Show(new ChatPage([Said(2), Said(4)], HasOlder: false, HasNewer: false));

        Assert.True(timeline.Place(Said(5)));
        Assert.False(timeline.Place(Said(3)));
        Assert.False(timeline.Place(Said(4) with { Text = "changed" }));
        Assert.False(timeline.Place(Said(1)));

        Assert.Equal(["1", "2", "3", "changed", "5"], timeline.Messages.Select(message => message.Text));
    }

    [Fact]
    public void What_lies_beyond_the_stretch_that_is_shown_leaves_no_gap_in_it()
    {
        var timeline = new RoomTimeline();
        timeline.Show(new ChatPage([Said(3), Said(4)], HasOlder: true, HasNewer: true));

        timeline.Place(Said(9));
        timeline.Place(Said(1));
        Assert.Equal(["3", "4"], timeline.Messages.Select(message => message.Text));

        timeline.AddNewer(new ChatPage([Said(4), Said(5), Said(9)], HasOlder: true, HasNewer: false));
        timeline.AddOlder(new ChatPage([Said(1), Said(2), Said(3)], HasOlder: false, HasNewer: true));
        Assert.Equal(["1", "2", "3", "4", "5", "9"], timeline.Messages.Select(message => message.Text));
        Assert.False(timeline.HasOlder);
        Assert.False(timeline.HasNewer);
    }

    [Fact]
    public void Days_begin_on_the_readers_clocks_and_names_stand_once_for_what_is_said_in_one_breath()
    {
        var timeline = new RoomTimeline();
        ChatMessage late = Said(1) with { Timestamp = Noon.AddHours(10.9) };
        ChatMessage after = Said(2) with { Timestamp = Noon.AddHours(11.1) };
        ChatMessage next = Said(3) with { Timestamp = Noon.AddHours(11.15) };
        ChatMessage other = Said(4) with { Timestamp = Noon.AddHours(11.16), SenderId = 8 };
        timeline.Show(new ChatPage([late, after, next, other], HasOlder: false, HasNewer: false));

        var rows = timeline.Rows(readerId: 9, seen: null, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).ToList();

        Assert.Equal([new DateOnly(2026, 11, 24), new DateOnly(2026, 11, 25), null, null], rows.Select(row => row.Day));
        Assert.Equal([false, false, true, false], rows.Select(row => row.Follows));
        Assert.DoesNotContain(rows, row => row.IsFirstNew);
    }

    [Fact]
    public void The_mark_stands_above_the_first_message_of_somebody_else_since_the_last_visit()
    {
        var timeline = new RoomTimeline();
        timeline.Show(new ChatPage([Said(1), Said(2), Said(3) with { SenderId = 9 }, Said(4), Said(5)], HasOlder: false, HasNewer: false));

        var rows = timeline.Rows(readerId: 9, seen: Said(2).Place, TimeZoneInfo.Utc);

        Assert.Equal("4", Assert.Single(rows, row => row.IsFirstNew).Message.Text);
    }

    private static ChatMessage Said(int number) =>
        new($"{number:x24}", 1, 7, "Ada", IsFromOrganizer: false, $"{number}", Noon.AddSeconds(number), Edited: false, Noon.AddSeconds(number));
}
