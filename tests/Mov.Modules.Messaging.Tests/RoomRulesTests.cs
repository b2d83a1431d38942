using Ardalis.Result;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

/// <summary>Editing for a while, removing, announcing, pinning, the pace, and how far one has read.</summary>
public abstract class RoomRulesTests(StorageMode mode)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_can_be_edited_for_fifteen_minutes()
    {
        await using var app = await StartAsync(mode);
        var message = await app.SendAsync(Ada, "Helo");
        Assert.Equal(message.Timestamp.AddMinutes(15), message.EditableUntil);

        app.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.True((await app.Chat.EditAsync(Meetup, Ada, message.Id, "Hello", Cancellation)).IsSuccess);
        app.Time.Advance(TimeSpan.FromMilliseconds(1));

        var late = await app.Chat.EditAsync(Meetup, Ada, message.Id, "Hello again", Cancellation);
        Assert.Equal((ResultStatus.Conflict, "A message can be edited for 15 minutes after it was sent."), (late.Status, Assert.Single(late.Errors)));
    }

    [Fact]
    public async Task How_long_and_how_fast_is_a_setting()
    {
        await using var app = await StartAsync(mode, settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Chat:EditWithin"] = "00:00:30",
            ["Chat:MessagesAtOnce"] = "1",
            ["Chat:MessagesWithin"] = "00:00:03",
        });
        var message = await app.SendAsync(Ada, "Hello");

        var fast = await app.Chat.SendAsync(Meetup, Ada, "Hello?", null, Cancellation);
        Assert.Equal("You can send 1 message in 3 seconds. Please wait 3 seconds.", Assert.Single(fast.Errors));
        app.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("A message can be edited for 30 seconds after it was sent.", Assert.Single((await app.Chat.EditAsync(Meetup, Ada, message.Id, "x", Cancellation)).Errors));
    }

    [Fact]
    public async Task The_organizer_removes_a_message_for_everyone_also_when_the_event_is_over()
    {
        await using var app = await StartAsync(mode);
        var message = await app.SendAsync(Ada, "Something unkind");
        var told = app.Live.Told.Count;

        Assert.Equal(ResultStatus.Forbidden, (await app.Chat.RemoveAsync(Meetup, Ben, message.Id, Cancellation)).Status);
        Assert.Equal(ResultStatus.Forbidden, (await app.Chat.RemoveAsync(Meetup, Ada, message.Id, Cancellation)).Status);
        Assert.Equal(ResultStatus.Forbidden, (await app.Chat.RemoveAsync(Meetup, Cleo, message.Id, Cancellation)).Status);
        Assert.Equal(ResultStatus.NotFound, (await app.Chat.RemoveAsync(Meetup, Olga, "65a000000000000000000000", Cancellation)).Status);
        app.Events.Add(Meetup, Olga, "Sourdough", EventStatus.Completed, enrolled: [Ada, Ben]);
        var removed = (await app.Chat.RemoveAsync(Meetup, Olga, message.Id, Cancellation)).Value;

        Assert.Equal(message with { Text = "", IsRemoved = true, EditableUntil = null, UpdatedAt = removed.UpdatedAt }, removed);
        Assert.Equal(removed, (await app.Chat.GetAsync(Meetup, Ada, message.Id, Cancellation)).Value);
        Assert.Equal([removed], (await app.Chat.ReadAsync(Meetup, Ada, null, null, Cancellation)).Value.Messages);
        Assert.Equal([new LiveUpdate(LiveTopics.Chat(Meetup), message.Id)], app.Live.Told.Skip(told));
    }

    [Fact]
    public async Task A_removed_message_is_edited_by_nobody()
    {
        await using var app = await StartAsync(mode);
        var message = await app.SendAsync(Ada, "Something unkind");
        await app.Chat.RemoveAsync(Meetup, Olga, message.Id, Cancellation);

        var edited = await app.Chat.EditAsync(Meetup, Ada, message.Id, "Again", Cancellation);

        Assert.Equal((ResultStatus.Conflict, "The organizer removed this message."), (edited.Status, Assert.Single(edited.Errors)));
    }

    [Fact]
    public async Task Only_the_organizer_announces_and_pins_and_only_announcements_are_pinned()
    {
        await using var app = await StartAsync(mode);
        var message = await app.SendAsync(Ada, "Hello");

        Assert.Equal(ResultStatus.Forbidden, (await app.Chat.AnnounceAsync(Meetup, Ada, "Listen", null, Cancellation)).Status);
        var announced = (await app.Chat.AnnounceAsync(Meetup, Olga, "Doors open at six", "a1", Cancellation)).Value;
        Assert.True(announced is { IsAnnouncement: true, IsPinned: true, IsFromOrganizer: true });
        Assert.Equal(announced, (await app.Chat.AnnounceAsync(Meetup, Olga, "Doors open at six", "a1", Cancellation)).Value);
        Assert.Equal(ResultStatus.Forbidden, (await app.Chat.PinAsync(Meetup, Ada, announced.Id, false, Cancellation)).Status);
        Assert.Equal(ResultStatus.Conflict, (await app.Chat.PinAsync(Meetup, Olga, message.Id, true, Cancellation)).Status);
        Assert.Equal([announced], (await app.Chat.OpenAsync(Meetup, Ben, ChatView.Newest, Cancellation)).Value.Pinned);

        var unpinned = (await app.Chat.PinAsync(Meetup, Olga, announced.Id, false, Cancellation)).Value;
        Assert.Equal(announced with { PinnedAt = null }, unpinned);
        Assert.Empty((await app.Chat.OpenAsync(Meetup, Ben, ChatView.Newest, Cancellation)).Value.Pinned);
        Assert.True((await app.Chat.PinAsync(Meetup, Olga, announced.Id, true, Cancellation)).Value.IsPinned);
    }

    [Fact]
    public async Task An_announcement_notifies_everyone_enrolled_and_waiting_once_and_is_no_message_besides()
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(Meetup, Olga, "Sourdough", enrolled: [Ada, Ben], waiting: [Cleo]);
        await app.Chat.AnnounceAsync(Meetup, Olga, "Doors open\nat six", null, Cancellation);

        await app.TellAsync();
        await app.TellAsync();

        foreach (var person in (int[])[Ada, Ben, Cleo])
        {
            var notice = Assert.Single(await app.NotificationsOf(person));
            Assert.Equal((NotificationTypes.Announcement, Meetup, "Sourdough: Doors open at six"), (notice.Type, notice.EventId, notice.Message));
        }

        Assert.Empty(await app.NotificationsOf(Olga));
        Assert.Equal(0, (await app.Dispatcher.CountAsync(Cancellation)).Waiting);
    }

    [Fact]
    public async Task An_announcement_whose_telling_breaks_off_is_told_in_full_and_not_twice()
    {
        await using var app = await StartAsync(mode);
        await app.Chat.AnnounceAsync(Meetup, Olga, "Doors open at six", null, Cancellation);
        app.Live.OnPublish = update =>
        {
            app.Live.OnPublish = null;
            throw new InvalidOperationException("The process dies here.");
        };
        await app.TellAsync();
        app.Time.Advance(TimeSpan.FromMinutes(1));

        await app.TellAsync();

        Assert.Single(await app.NotificationsOf(Ada));
        Assert.Single(await app.NotificationsOf(Ben));
    }

    [Fact]
    public async Task Those_on_the_waitlist_read_announcements_and_nothing_else()
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(Meetup, Olga, "Sourdough", enrolled: [Ada], waiting: [Cleo]);
        var announced = (await app.Chat.AnnounceAsync(Meetup, Olga, "Doors open at six", null, Cancellation)).Value;

        Assert.Equal([announced], (await app.Chat.ReadPinnedAsync(Meetup, Cleo, Cancellation)).Value);
        Assert.Equal([announced], (await app.Chat.ReadPinnedAsync(Meetup, Ada, Cancellation)).Value);
        Assert.Equal(ResultStatus.Forbidden, (await app.Chat.ReadPinnedAsync(Meetup, Ben, Cancellation)).Status);
        Assert.Equal(ResultStatus.Forbidden, (await app.Chat.OpenAsync(Meetup, Cleo, ChatView.Newest, Cancellation)).Status);
    }

    [Fact]
    public async Task A_person_sends_ten_messages_in_ten_seconds_whatever_the_rooms_and_however_fast()
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(43, Olga, "Rye", enrolled: [Ada]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 14).Select(number => app.Chat.SendAsync(number % 2 == 0 ? Meetup : 43, Ada, "Hello", $"c{number}", Cancellation)));

        Assert.Equal(10, answers.Count(answer => answer.IsSuccess));
        Assert.All(answers.Where(answer => !answer.IsSuccess), answer =>
            Assert.Equal((ResultStatus.Conflict, "You can send 10 messages in 10 seconds. Please wait 10 seconds."), (answer.Status, Assert.Single(answer.Errors))));
        Assert.True((await app.Chat.SendAsync(Meetup, Ben, "Hello", null, Cancellation)).IsSuccess);
        var first = answers.First(answer => answer.IsSuccess).Value;
        Assert.Equal(first, (await app.Chat.SendAsync(first.EventId, Ada, "Hello", first.ClientId, Cancellation)).Value);

        app.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.True((await app.Chat.SendAsync(Meetup, Ada, "Hello", null, Cancellation)).IsSuccess);
    }

    [Fact]
    public async Task A_room_opens_with_how_far_the_person_had_read()
    {
        await using var app = await StartAsync(mode);
        var first = await app.SendAsync(Olga, "One");
        var second = await app.SendAsync(Olga, "Two");
        Assert.Null((await app.Chat.OpenAsync(Meetup, Ada, ChatView.Newest, Cancellation)).Value.Seen);

        Assert.True((await app.Chat.MarkSeenAsync(Meetup, Ada, second.Id, Cancellation)).IsSuccess);
        Assert.True((await app.Chat.MarkSeenAsync(Meetup, Ada, first.Id, Cancellation)).IsSuccess);

        var room = (await app.Chat.OpenAsync(Meetup, Ada, ChatView.Newest, Cancellation)).Value;
        Assert.Equal((second.Place, RoomAccess.Write, false), (room.Seen, room.Access, room.IsOrganizer));
        Assert.Null((await app.Chat.OpenAsync(Meetup, Ben, ChatView.Newest, Cancellation)).Value.Seen);
        Assert.True((await app.Chat.OpenAsync(Meetup, Olga, ChatView.Newest, Cancellation)).Value.IsOrganizer);
        Assert.Equal(ResultStatus.Forbidden, (await app.Chat.MarkSeenAsync(Meetup, Cleo, second.Id, Cancellation)).Status);
    }

    [Theory]
    [InlineData(60, "35 to 84", true, true)]
    [InlineData(1, "1 to 25", false, true)]
    [InlineData(100, "75 to 100", true, false)]
    public async Task A_link_to_a_message_opens_the_room_around_it(int number, string expected, bool hasOlder, bool hasNewer)
    {
        await using var app = await StartAsync(mode);
        List<ChatMessage> sent = [];
        for (var count = 1; count <= 100; count++)
        {
            app.Time.Advance(TimeSpan.FromMilliseconds(400));
            sent.Add((await app.Chat.SendAsync(Meetup, count % 3 == 0 ? Ada : count % 3 == 1 ? Ben : Olga, $"{count}", null, Cancellation)).Value);
        }

        var page = (await app.Chat.OpenAsync(Meetup, Ada, new ChatView(Around: sent[number - 1].Id), Cancellation)).Value.Page;

        Assert.Equal(expected, $"{page.Messages[0].Text} to {page.Messages[^1].Text}");
        Assert.Equal((hasOlder, hasNewer), (page.HasOlder, page.HasNewer));
        Assert.Equal(page.Messages.Count, page.Messages.Select(message => message.Id).Distinct().Count());
        Assert.Equal(ResultStatus.NotFound, (await app.Chat.OpenAsync(Meetup, Ada, new ChatView(Around: "nonsense"), Cancellation)).Status);
    }

    [Fact]
    public async Task The_pages_of_a_person_whose_seat_ended_are_told()
    {
        await using var app = await StartAsync(mode);

        await app.DeliverAsync([
            new Delivery<EnrollmentCanceled>("mov_enrollments", 1, DateTime.UnixEpoch, new EnrollmentCanceled(Meetup, Ada, WasEnrolled: true, ByOrganizer: true)),
            new Delivery<EnrollmentCanceled>("mov_enrollments", 2, DateTime.UnixEpoch, new EnrollmentCanceled(Meetup, Cleo, WasEnrolled: false, ByOrganizer: false)),
        ]);

        Assert.Equal([LiveTopics.Room(Meetup, Ada)], app.Live.Told.Select(told => told.Topic).Where(topic => topic.Contains(":room:", StringComparison.Ordinal)));
    }
}

public sealed class RoomRulesOnSqlite() : RoomRulesTests(StorageMode.Embedded);

public sealed class RoomRulesOnMongo() : RoomRulesTests(StorageMode.Servers);
