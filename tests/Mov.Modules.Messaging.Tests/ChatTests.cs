using Ardalis.Result;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Storage;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

public abstract class ChatTests(StorageMode mode)
{
    private static readonly Dictionary<string, string?> Unhurried = new(StringComparer.Ordinal) { ["Chat:MessagesAtOnce"] = "1000" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Olga, EventStatus.Published, RoomAccess.Write)]
    [InlineData(Ada, EventStatus.Published, RoomAccess.Write)]
    [InlineData(Cleo, EventStatus.Published, RoomAccess.None)]
    [InlineData(99, EventStatus.Published, RoomAccess.None)]
    [InlineData(Ada, EventStatus.Running, RoomAccess.Write)]
    [InlineData(Olga, EventStatus.Completed, RoomAccess.Read)]
    [InlineData(Ada, EventStatus.Completed, RoomAccess.Read)]
    [InlineData(Cleo, EventStatus.Completed, RoomAccess.None)]
    [InlineData(Ada, EventStatus.Canceled, RoomAccess.Read)]
    [InlineData(Olga, EventStatus.Planning, RoomAccess.Write)]
    [InlineData(Ada, EventStatus.Planning, RoomAccess.None)]
    public async Task A_room_is_open_to_the_organizer_and_those_with_a_seat(int person, EventStatus status, RoomAccess expected)
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(Meetup, Olga, "Sourdough", status, enrolled: [Ada, Ben], waiting: [Cleo]);

        Assert.Equal(expected, await app.Chat.FindAccessAsync(Meetup, person, Cancellation));

        var refused = status == EventStatus.Planning ? ResultStatus.NotFound : ResultStatus.Forbidden;
        var read = await app.Chat.ReadAsync(Meetup, person, null, null, Cancellation);
        var sent = await app.Chat.SendAsync(Meetup, person, "Hello", null, Cancellation);
        Assert.Equal(expected == RoomAccess.None ? refused : ResultStatus.Ok, read.Status);
        Assert.Equal(expected switch { RoomAccess.Write => ResultStatus.Ok, RoomAccess.Read => ResultStatus.Forbidden, _ => refused }, sent.Status);
    }

    [Fact]
    public async Task What_many_look_at_is_read_for_all_of_them_together_and_only_for_those_with_a_seat()
    {
        await using var app = await MessagingApp.StartAsync(mode);
        int[] crowd = [.. Enumerable.Range(100, 300)];
        Array.ForEach(crowd, person => app.Events.Enroll(Meetup, person));
        var message = await app.SendAsync(Ada, "Hello");
        app.Events.Remove(Meetup, crowd[7]);

        int[] looking = [.. crowd, Olga, Cleo];
        var seen = await Task.WhenAll(looking.Select(person => app.Chat.GetAsync(Meetup, person, message.Id, Cancellation)));

        Assert.Equal([crowd[7], Cleo], looking.Where((_, number) => seen[number].Status == ResultStatus.Forbidden));
        Assert.Equal(300, seen.Count(one => one.IsSuccess && one.Value == message));
        Assert.InRange(app.Events.SeatsRead, 1, 10);
    }

    [Fact]
    public async Task A_room_of_an_event_that_nobody_can_see_is_not_found()
    {
        await using var app = await StartAsync(mode);

        Assert.Equal(RoomAccess.None, await app.Chat.FindAccessAsync(777, Ada, Cancellation));
        Assert.Equal(ResultStatus.NotFound, (await app.Chat.SendAsync(777, Ada, "Hello", null, Cancellation)).Status);
    }

    [Fact]
    public async Task A_person_who_gives_the_seat_back_is_out_at_once()
    {
        await using var app = await StartAsync(mode);
        var message = await app.SendAsync(Ada, "Hello");

        app.Events.Remove(Meetup, Ada);

        Assert.Equal(ResultStatus.Forbidden, (await app.Chat.GetAsync(Meetup, Ada, message.Id, Cancellation)).Status);
        Assert.Equal(ResultStatus.Forbidden, (await app.Chat.EditAsync(Meetup, Ada, message.Id, "Bye", Cancellation)).Status);
    }

    [Fact]
    public async Task A_deactivated_account_cannot_write()
    {
        await using var app = await StartAsync(mode);
        app.Users.Add(Ada, "Ada", active: false);

        Assert.Equal(ResultStatus.Forbidden, (await app.Chat.SendAsync(Meetup, Ada, "Hello", null, Cancellation)).Status);
    }

    [Fact]
    public async Task A_message_says_who_wrote_it_and_open_pages_learn_its_id()
    {
        await using var app = await StartAsync(mode);

        var fromAda = await app.SendAsync(Ada, "  Grüße 🥖  ");
        var fromOlga = await app.SendAsync(Olga, "<script>alert('hi')</script>\r\nsecond line");

        Assert.Equal(("Ada", false, "Grüße 🥖", false), (fromAda.SenderName, fromAda.IsFromOrganizer, fromAda.Text, fromAda.Edited));
        Assert.Equal(("Olga", true, "<script>alert('hi')</script>\nsecond line"), (fromOlga.SenderName, fromOlga.IsFromOrganizer, fromOlga.Text));
        Assert.Equal(DateTimeKind.Utc, fromAda.Timestamp.Kind);
        Assert.Equal([new LiveUpdate(LiveTopics.Chat(Meetup), fromAda.Id), new LiveUpdate(LiveTopics.Chat(Meetup), fromOlga.Id)], app.Live.Told);
        Assert.Equal([fromAda, fromOlga], (await app.Chat.ReadAsync(Meetup, Ben, null, null, Cancellation)).Value.Messages);
        Assert.Equal(fromAda, (await app.Chat.GetAsync(Meetup, Ben, fromAda.Id, Cancellation)).Value);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2000, true)]
    [InlineData(2001, false)]
    public async Task A_message_has_1_to_2000_characters(int length, bool accepted)
    {
        await using var app = await StartAsync(mode);

        var sent = await app.Chat.SendAsync(Meetup, Ada, $"  {new string('x', length)}\n", null, Cancellation);

        Assert.Equal(accepted, sent.IsSuccess);
        if (!accepted)
        {
            Assert.Equal("Message", Assert.Single(sent.ValidationErrors).Identifier);
            Assert.Empty((await app.Chat.ReadAsync(Meetup, Ada, null, null, Cancellation)).Value.Messages);
            Assert.Empty(app.Live.Told);
        }
    }

    [Fact]
    public async Task Sending_again_with_the_same_client_id_stores_once_and_answers_with_the_first()
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(43, Olga, "Rye", enrolled: [Ada]);

        var first = (await app.Chat.SendAsync(Meetup, Ada, "Hello", "draft", Cancellation)).Value;
        var again = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.Chat.SendAsync(Meetup, Ada, "Hello", "draft", Cancellation)));

        Assert.All(again, answer => Assert.Equal(first, answer.Value));
        Assert.Equal([first], (await app.Chat.ReadAsync(Meetup, Ada, null, null, Cancellation)).Value.Messages);
        Assert.NotEqual(first.Id, (await app.Chat.SendAsync(Meetup, Ben, "Hello", "draft", Cancellation)).Value.Id);
        Assert.Equal(ResultStatus.Conflict, (await app.Chat.SendAsync(43, Ada, "Hello", "draft", Cancellation)).Status);
        Assert.Equal(ResultStatus.Invalid, (await app.Chat.SendAsync(Meetup, Ada, "Hello", new string('c', 65), Cancellation)).Status);
        Assert.Equal(ResultStatus.Ok, (await app.Chat.SendAsync(Meetup, Ada, "Hello", new string('c', 64), Cancellation)).Status);
    }

    [Fact]
    public async Task One_edits_ones_own_messages_only_and_that_shows()
    {
        await using var app = await StartAsync(mode);
        var message = await app.SendAsync(Ada, "Helo");
        app.Time.Advance(TimeSpan.FromMinutes(5));

        var same = (await app.Chat.EditAsync(Meetup, Ada, message.Id, " Helo ", Cancellation)).Value;
        var edited = (await app.Chat.EditAsync(Meetup, Ada, message.Id, "Hello", Cancellation)).Value;

        Assert.Equal(message, same);
        Assert.Equal(message with { Text = "Hello", Edited = true, UpdatedAt = edited.UpdatedAt }, edited);
        Assert.Equal(message.Timestamp.AddMinutes(5), edited.UpdatedAt);
        Assert.Equal(edited, (await app.Chat.GetAsync(Meetup, Ben, message.Id, Cancellation)).Value);
        Assert.Equal(2, app.Live.Told.Count);
        Assert.Equal(ResultStatus.Forbidden, (await app.Chat.EditAsync(Meetup, Ben, message.Id, "Mine", Cancellation)).Status);
        Assert.Equal(ResultStatus.Forbidden, (await app.Chat.EditAsync(Meetup, Olga, message.Id, "Mine", Cancellation)).Status);
        Assert.Equal(ResultStatus.Invalid, (await app.Chat.EditAsync(Meetup, Ada, message.Id, " ", Cancellation)).Status);
        Assert.Equal(ResultStatus.Invalid, (await app.Chat.EditAsync(Meetup, Ada, message.Id, new string('x', 2001), Cancellation)).Status);

        app.Events.Add(Meetup, Olga, "Sourdough", EventStatus.Completed, enrolled: [Ada, Ben]);
        Assert.Equal(ResultStatus.Forbidden, (await app.Chat.EditAsync(Meetup, Ada, message.Id, "Too late", Cancellation)).Status);
        Assert.Equal("Hello", (await app.Chat.GetAsync(Meetup, Ada, message.Id, Cancellation)).Value.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("../../etc/passwd")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("65a000000000000000000000")]
    public async Task An_id_that_is_no_message_of_the_room_is_not_found(string id)
    {
        await using var app = await StartAsync(mode);
        app.Events.Add(43, Olga, "Rye", enrolled: [Ada]);
        var elsewhere = await app.SendAsync(Ada, "Elsewhere", eventId: 43);

        foreach (var wrong in (string[])[id, elsewhere.Id])
        {
            Assert.Equal(ResultStatus.NotFound, (await app.Chat.GetAsync(Meetup, Ada, wrong, Cancellation)).Status);
            Assert.Equal(ResultStatus.NotFound, (await app.Chat.EditAsync(Meetup, Ada, wrong, "x", Cancellation)).Status);
            Assert.Equal(ResultStatus.NotFound, (await app.Chat.ReadAsync(Meetup, Ada, wrong, null, Cancellation)).Status);
            Assert.Equal(ResultStatus.NotFound, (await app.Chat.ReadAsync(Meetup, Ada, null, wrong, Cancellation)).Status);
        }
    }

    [Fact]
    public async Task History_comes_50_a_page_in_both_directions_with_one_look_up_of_names()
    {
        await using var app = await StartAsync(mode, settings: Unhurried);
        for (var number = 1; number <= 120; number++)
        {
            // Three at a time in the same millisecond.
            app.Time.Advance(TimeSpan.FromMilliseconds(number % 3 == 0 ? 1 : 0));
            Assert.True((await app.Chat.SendAsync(Meetup, number % 2 == 0 ? Ada : Ben, $"{number}", null, Cancellation)).IsSuccess);
        }

        var lookUps = app.Users.LookUps;
        var newest = (await app.Chat.ReadAsync(Meetup, Olga, null, null, Cancellation)).Value;
        Assert.Equal(lookUps + 1, app.Users.LookUps);
        Assert.Equal(Numbers(71, 120), newest.Messages.Select(message => message.Text));
        Assert.Equal((true, false), (newest.HasOlder, newest.HasNewer));

        var middle = (await app.Chat.ReadAsync(Meetup, Olga, newest.Messages[0].Id, null, Cancellation)).Value;
        Assert.Equal(Numbers(21, 70), middle.Messages.Select(message => message.Text));
        Assert.Equal((true, true), (middle.HasOlder, middle.HasNewer));

        var oldest = (await app.Chat.ReadAsync(Meetup, Olga, middle.Messages[0].Id, null, Cancellation)).Value;
        Assert.Equal(Numbers(1, 20), oldest.Messages.Select(message => message.Text));
        Assert.Equal((false, true), (oldest.HasOlder, oldest.HasNewer));

        var forward = (await app.Chat.ReadAsync(Meetup, Olga, null, oldest.Messages[^1].Id, Cancellation)).Value;
        Assert.Equal(middle.Messages, forward.Messages);
        Assert.Equal((true, true), (forward.HasOlder, forward.HasNewer));

        var end = (await app.Chat.ReadAsync(Meetup, Olga, null, newest.Messages[^1].Id, Cancellation)).Value;
        Assert.Empty(end.Messages);
        Assert.False(end.HasNewer);
        Assert.Equal(ResultStatus.Invalid, (await app.Chat.ReadAsync(Meetup, Olga, newest.Messages[0].Id, newest.Messages[1].Id, Cancellation)).Status);
    }

    private static IEnumerable<string> Numbers(int from, int to) => Enumerable.Range(from, to - from + 1).Select(number => $"{number}");
}

public sealed class ChatOnSqlite() : ChatTests(StorageMode.Embedded);

public sealed class ChatOnMongo() : ChatTests(StorageMode.Servers);
