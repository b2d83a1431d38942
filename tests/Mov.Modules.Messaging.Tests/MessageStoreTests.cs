using MongoDB.Bson;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Tests;

/// <summary>What both homes of <c>messages</c> promise.</summary>
public abstract class MessageStoreTests(StorageMode mode)
{
    private static readonly DateTime Noon = new(2026, 11, 24, 12, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_back_what_it_was_given()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        var message = Message(1, Noon.AddMilliseconds(123)) with { Edited = true, ClientId = "draft-1", UpdatedAt = Noon.AddHours(1), Message = "Grüße 🥖\nnext line\t<script>alert(1)</script>" };

        await app.Messages.AddAsync(message, Cancellation);

        Assert.Equal(message, await app.Messages.FindAsync(message.EventId, message.Id, Cancellation));
        Assert.Null(await app.Messages.FindAsync(message.EventId + 1, message.Id, Cancellation));
        Assert.Null(await app.Messages.FindAsync(message.EventId, ObjectId.GenerateNewId(), Cancellation));
    }

    [Fact]
    public async Task Stores_a_client_id_of_a_sender_once_and_answers_with_the_first()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        var first = await app.Messages.AddAsync(Message(1, Noon) with { ClientId = "a" }, Cancellation);

        var again = await app.Messages.AddAsync(Message(2, Noon) with { ClientId = "a", Message = "another" }, Cancellation);
        await app.Messages.AddAsync(Message(3, Noon) with { ClientId = "a", SenderId = 8 }, Cancellation);
        await app.Messages.AddAsync(Message(4, Noon), Cancellation);
        await app.Messages.AddAsync(Message(5, Noon), Cancellation);

        Assert.Equal(first, again);
        Assert.Equal(4, (await app.Messages.ReadAsync(5, null, HistoryDirection.Older, 10, Cancellation)).Count);
    }

    [Fact]
    public async Task Of_many_sends_with_one_client_id_at_once_one_is_stored()
    {
        await using var app = await MessagingApp.StartAsync(mode);

        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(number =>
            app.Messages.AddAsync(Message(number, Noon) with { ClientId = "same" }, Cancellation)));

        var stored = Assert.Single(await app.Messages.ReadAsync(5, null, HistoryDirection.Older, 10, Cancellation));
        Assert.All(answers, answer => Assert.Equal(stored, answer));
    }

    [Fact]
    public async Task Pages_in_both_directions_over_equal_times_without_losing_or_repeating_any()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        foreach (var number in (int[])[4, 1, 7, 3, 6, 2, 5, 9, 8])
        {
            await app.Messages.AddAsync(Message(number, number is > 2 and < 8 ? Noon : Noon.AddSeconds(number - 5)), Cancellation);
        }

        await app.Messages.AddAsync(Message(50, Noon) with { EventId = 6 }, Cancellation);

        Assert.Equal("9 8 7 6 5 4 3 2 1", await Walk(app, HistoryDirection.Older));
        Assert.Equal("1 2 3 4 5 6 7 8 9", await Walk(app, HistoryDirection.Newer));
    }

    [Fact]
    public async Task Edits_a_message_of_that_sender_only()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        var message = await app.Messages.AddAsync(Message(1, Noon), Cancellation);

        Assert.Null(await app.Messages.EditAsync(message.EventId, message.Id, senderId: 8, "theirs", Noon, Cancellation));
        Assert.Null(await app.Messages.EditAsync(message.EventId + 1, message.Id, message.SenderId, "elsewhere", Noon, Cancellation));
        var edited = await app.Messages.EditAsync(message.EventId, message.Id, message.SenderId, "better", Noon.AddMinutes(1), Cancellation);

        Assert.Equal(message with { Message = "better", Edited = true, UpdatedAt = Noon.AddMinutes(1) }, edited);
        Assert.Equal(edited, await app.Messages.FindAsync(message.EventId, message.Id, Cancellation));
    }

    [Fact]
    public async Task A_claimed_room_is_numbered_in_order_and_left_alone_until_its_lease_ends()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        await app.Messages.AddAsync(Message(2, Noon.AddSeconds(2)) with { Pending = Noon }, Cancellation);
        await app.Messages.AddAsync(Message(1, Noon.AddSeconds(1)) with { Pending = Noon.AddSeconds(1) }, Cancellation);
        await app.Messages.AddAsync(Message(3, Noon) with { EventId = 6, Pending = Noon.AddSeconds(2) }, Cancellation);
        await app.Messages.AddAsync(Message(4, Noon.AddSeconds(3)), Cancellation);
        var now = Noon.AddMinutes(1);
        var leaseEnd = now.AddSeconds(30);

        Assert.Equal(new PendingRoom(5, 1), await app.Messages.ClaimRoomAsync(now, now, leaseEnd, Cancellation));
        Assert.Equal(new PendingRoom(6, 1), await app.Messages.ClaimRoomAsync(now, now, leaseEnd, Cancellation));
        Assert.Null(await app.Messages.ClaimRoomAsync(now, now, leaseEnd, Cancellation));
        Assert.Equal([2, 1], (await app.Messages.ReadTailAsync(5, 10, Cancellation)).Select(message => message.Number));
        Assert.Equal(Id(1), (await app.Messages.ReadAsync(5, null, HistoryDirection.Newer, 10, Cancellation)).Single(message => message.Number == 1).Id);
        Assert.Equal(new PendingRoom(5, 1), await app.Messages.ClaimRoomAsync(leaseEnd, leaseEnd, leaseEnd.AddSeconds(30), Cancellation));
    }

    [Fact]
    public async Task A_settled_room_is_not_claimed_again_and_later_messages_are_numbered_on()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        await app.Messages.AddAsync(Message(1, Noon) with { Pending = Noon }, Cancellation);
        await app.Messages.AddAsync(Message(2, Noon) with { Pending = Noon }, Cancellation);
        await app.Messages.ClaimRoomAsync(Noon, Noon, Noon.AddSeconds(30), Cancellation);

        await app.Messages.SettleAsync(5, throughNumber: 2, Cancellation);

        Assert.Equal(0, await app.Messages.CountPendingAsync(Cancellation));
        Assert.Null(await app.Messages.ClaimRoomAsync(Noon.AddDays(1), Noon.AddDays(1), Noon.AddDays(2), Cancellation));
        await app.Messages.AddAsync(Message(3, Noon.AddSeconds(-9)) with { Pending = Noon.AddDays(1) }, Cancellation);
        Assert.Equal(new PendingRoom(5, 3), await app.Messages.ClaimRoomAsync(Noon.AddDays(1), Noon.AddDays(1), Noon.AddDays(2), Cancellation));
    }

    [Fact]
    public async Task Rooms_claimed_by_many_at_once_have_numbers_without_gaps_or_doubles()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        for (var number = 1; number <= 20; number++)
        {
            await app.Messages.AddAsync(Message(number, Noon) with { Pending = Noon }, Cancellation);
        }

        // Each one's lease has ended for the next, so that they work on the same messages.
        await Task.WhenAll(Enumerable.Range(1, 6).Select(turn => app.Messages.ClaimRoomAsync(Noon.AddMinutes(turn), Noon.AddMinutes(turn), Noon.AddMinutes(turn), Cancellation)));

        Assert.Equal(Enumerable.Range(1, 20).Reverse(), (await app.Messages.ReadTailAsync(5, 100, Cancellation)).Select(message => (int)message.Number));
    }

    [Fact]
    public async Task A_postponed_room_rests()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        await app.Messages.AddAsync(Message(1, Noon) with { Pending = Noon }, Cancellation);

        await app.Messages.PostponeAsync(5, Noon.AddSeconds(10), Cancellation);

        Assert.Null(await app.Messages.ClaimRoomAsync(Noon.AddSeconds(9), Noon.AddSeconds(9), Noon.AddSeconds(40), Cancellation));
        Assert.NotNull(await app.Messages.ClaimRoomAsync(Noon.AddSeconds(10), Noon.AddSeconds(10), Noon.AddSeconds(40), Cancellation));
    }

    [Fact]
    public async Task A_removed_message_keeps_its_place_loses_its_text_and_is_changed_no_more()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        var message = await app.Messages.AddAsync(Message(1, Noon) with { Announcement = true, PinnedAt = Noon }, Cancellation);

        Assert.Null(await app.Messages.RemoveAsync(message.EventId + 1, message.Id, removedBy: 1, "Gone", Noon, Cancellation));
        var removed = await app.Messages.RemoveAsync(message.EventId, message.Id, removedBy: 1, "Gone", Noon.AddMinutes(1), Cancellation);
        var again = await app.Messages.RemoveAsync(message.EventId, message.Id, removedBy: 9, "Gone twice", Noon.AddMinutes(2), Cancellation);

        Assert.Equal(message with { Message = "Gone", RemovedAt = Noon.AddMinutes(1), RemovedBy = 1, UpdatedAt = Noon.AddMinutes(1), PinnedAt = null }, removed);
        Assert.Equal(removed, again);
        Assert.Null(await app.Messages.EditAsync(message.EventId, message.Id, message.SenderId, "Back again", Noon, Cancellation));
        Assert.Null(await app.Messages.PinAsync(message.EventId, message.Id, Noon, Cancellation));
        Assert.Equal([removed!], await app.Messages.ReadAsync(5, null, HistoryDirection.Older, 10, Cancellation));
    }

    [Fact]
    public async Task Announcements_are_pinned_and_unpinned_and_nothing_else_is()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        foreach (var number in (int[])[1, 2, 3])
        {
            await app.Messages.AddAsync(Message(number, Noon) with { Announcement = number < 3 }, Cancellation);
        }

        Assert.NotNull(await app.Messages.PinAsync(5, Id(2), Noon.AddSeconds(1), Cancellation));
        Assert.Equal(Noon.AddSeconds(2), (await app.Messages.PinAsync(5, Id(1), Noon.AddSeconds(2), Cancellation))?.PinnedAt);
        Assert.Null(await app.Messages.PinAsync(5, Id(3), Noon, Cancellation));
        Assert.Null(await app.Messages.PinAsync(6, Id(1), Noon, Cancellation));
        Assert.Equal([Id(1), Id(2)], (await app.Messages.ReadPinnedAsync(5, 20, Cancellation)).Select(message => message.Id));
        Assert.Equal([Id(1)], (await app.Messages.ReadPinnedAsync(5, 1, Cancellation)).Select(message => message.Id));

        Assert.NotNull(await app.Messages.PinAsync(5, Id(1), null, Cancellation));
        Assert.Equal([Id(2)], (await app.Messages.ReadPinnedAsync(5, 20, Cancellation)).Select(message => message.Id));
    }

    [Fact]
    public async Task Says_when_a_person_sent_last_in_any_room()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        await app.Messages.AddAsync(Message(1, Noon) with { ClientId = "mine" }, Cancellation);
        await app.Messages.AddAsync(Message(2, Noon.AddSeconds(2)) with { EventId = 6 }, Cancellation);
        await app.Messages.AddAsync(Message(3, Noon.AddSeconds(1)), Cancellation);
        await app.Messages.AddAsync(Message(4, Noon.AddSeconds(3)) with { SenderId = 8 }, Cancellation);

        Assert.Equal([Noon.AddSeconds(2), Noon.AddSeconds(1)], await app.Messages.ReadSentSinceAsync(7, Noon, 10, Cancellation));
        Assert.Equal([Noon.AddSeconds(2)], await app.Messages.ReadSentSinceAsync(7, Noon, 1, Cancellation));
        Assert.Equal(Id(1), (await app.Messages.FindSentAsync(7, "mine", Cancellation))?.Id);
        Assert.Null(await app.Messages.FindSentAsync(8, "mine", Cancellation));
    }

    [Fact]
    public async Task Announcements_wait_to_be_told_until_the_room_is_settled()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        foreach (var number in (int[])[1, 2, 3])
        {
            await app.Messages.AddAsync(Message(number, Noon.AddSeconds(number)) with { Announcement = number != 2, Pending = Noon }, Cancellation);
        }

        await app.Messages.ClaimRoomAsync(Noon, Noon, Noon.AddMinutes(1), Cancellation);
        Assert.Equal([Id(1), Id(3)], (await app.Messages.ReadUntoldAnnouncementsAsync(5, Cancellation)).Select(message => message.Id));
        Assert.Equal([true, false, true], (await app.Messages.ReadTailAsync(5, 10, Cancellation)).Select(message => message.IsAnnouncement));
        await app.Messages.RemoveAsync(5, Id(3), removedBy: 1, "Gone", Noon, Cancellation);
        Assert.Equal([Id(1)], (await app.Messages.ReadUntoldAnnouncementsAsync(5, Cancellation)).Select(message => message.Id));
        await app.Messages.SettleAsync(5, throughNumber: 3, Cancellation);
        Assert.Empty(await app.Messages.ReadUntoldAnnouncementsAsync(5, Cancellation));
    }

    [Fact]
    public async Task How_far_a_person_has_read_only_goes_forward()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        var visits = app.Get<IVisitStore>();
        async Task<MessageKey?> FindAsync(int eventId, int userId) => (await visits.FindAsync(eventId, [userId, 99], Cancellation)) is var found && found.TryGetValue(userId, out var seen) ? seen : null;
        Assert.Null(await FindAsync(5, 7));

        MessageKey[] keys = [.. Enumerable.Range(1, 8).Select(number => new MessageKey(Noon.AddSeconds(number / 2), Id(number)))];
        await Task.WhenAll(keys.Select(key => visits.AdvanceAsync(5, [7], key, Cancellation)));
        await visits.AdvanceAsync(5, [7], keys[2], Cancellation);
        await visits.AdvanceAsync(5, [8], keys[0], Cancellation);
        await visits.AdvanceAsync(6, [7], keys[1], Cancellation);

        Assert.Equal(keys[^1], await FindAsync(5, 7));
        Assert.Equal(keys[0], await FindAsync(5, 8));
        Assert.Equal(keys[1], await FindAsync(6, 7));

        // One is further, one behind, two are here for the first time.
        await Task.WhenAll(visits.AdvanceAsync(5, [7, 8, 9, 10], keys[4], Cancellation), visits.AdvanceAsync(5, [10, 9], keys[5], Cancellation));
        var there = await visits.FindAsync(5, [7, 8, 9, 10, 11], Cancellation);
        Assert.Equal([(7, keys[7]), (8, keys[4]), (9, keys[5]), (10, keys[5])], there.OrderBy(one => one.Key).Select(one => (one.Key, one.Value)));
    }

    private static async Task<string> Walk(MessagingApp app, HistoryDirection direction)
    {
        List<int> seen = [];
        for (MessageKey? from = null; ;)
        {
            var page = await app.Messages.ReadAsync(5, from, direction, 2, Cancellation);
            if (page.Count == 0)
            {
                return string.Join(' ', seen);
            }

            seen.AddRange(page.Select(message => ObjectIds.ToKey(message.Id)!.Value));
            from = page[^1].Key;
        }
    }

    private static ObjectId Id(int number) => ObjectIds.ToReference(number);

    private static StoredMessage Message(int number, DateTime sentAt) => new()
    {
        Id = Id(number),
        EventId = 5,
        SenderId = 7,
        SenderRole = SenderRoles.Participant,
        Message = $"Message {number}",
        Timestamp = sentAt,
        CreatedAt = sentAt,
        UpdatedAt = sentAt,
    };
}

public sealed class MessagesOnSqlite() : MessageStoreTests(StorageMode.Embedded);

public sealed class MessagesOnMongo() : MessageStoreTests(StorageMode.Servers);
