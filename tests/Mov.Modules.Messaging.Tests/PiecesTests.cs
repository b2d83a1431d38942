using Microsoft.Extensions.Time.Testing;
using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Modules.Messaging.Chat;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Data.Mongo;

namespace Mov.Modules.Messaging.Tests;

public sealed class ObjectIdsTests
{
    [Theory]
    [InlineData(0, "000000000000000000000000")]
    [InlineData(42, "00000000000000000000002a")]
    [InlineData(int.MaxValue, "00000000000000007fffffff")]
    public void A_key_and_its_reference_are_two_ways_to_write_one_thing(int key, string reference)
    {
        Assert.Equal(reference, ObjectIds.ToReference(key).ToString());
        Assert.Equal(key, ObjectIds.ToKey(ObjectId.Parse(reference)));
    }

    [Theory]
    [InlineData("65a000000000000000000001")]
    [InlineData("0000000000000000ffffffff")]
    [InlineData("000000000000000100000001")]
    public void Other_ids_refer_to_no_row(string id) => Assert.Null(ObjectIds.ToKey(ObjectId.Parse(id)));

    [Fact]
    public void A_derived_id_follows_from_every_part()
    {
        var ids = new[]
        {
            ObjectIds.Derive("mov_events", 1L, 2, "EVENT_UPDATE"),
            ObjectIds.Derive("mov_enrollments", 1L, 2, "EVENT_UPDATE"),
            ObjectIds.Derive("mov_events", 12L, 2, "EVENT_UPDATE"),
            ObjectIds.Derive("mov_events", 1L, 22, "EVENT_UPDATE"),
            ObjectIds.Derive("mov_events", 1L, 2, "EVENT_STARTED"),
        };

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(ids[0], ObjectIds.Derive("mov_events", 1L, 2, "EVENT_UPDATE"));
        // What is stored must be found again by every later version.
        Assert.Equal("eb9f35187ec768e8e9ae58af", ids[0].ToString());
    }
}

public sealed class MessageIdsTests
{
    [Fact]
    public void Ids_grow_with_every_call_also_within_a_millisecond_and_when_the_clock_is_set_back()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };
        var ids = new MessageIds(time);
        List<MessageKey> keys = [ids.Next(), ids.Next()];
        time.Advance(TimeSpan.FromMilliseconds(1));
        keys.Add(ids.Next());
        time.AdjustTime(time.GetUtcNow().AddHours(-1));
        keys.AddRange([ids.Next(), ids.Next()]);

        Assert.Equal(keys, keys.OrderBy(key => key.Timestamp).ThenBy(key => key.Id));
        Assert.Equal(keys, keys.OrderBy(key => key.Id));
        Assert.Equal(new DateTime(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc), keys[0].Id.CreationTime);
    }
}

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("  hi \n", "hi")]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("tab\tstays", "tab\tstays")]
    [InlineData("bell\u0007null\u0000escape\u001b[31m", "bellnullescape[31m")]
    [InlineData("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>")]
    [InlineData("👩‍👩‍👧‍👦 family", "👩‍👩‍👧‍👦 family")]
    [InlineData("half \ud83e pair", "half  pair")]
    public void Keeps_what_was_written_and_leaves_out_what_cannot_be_shown(string typed, string stored) =>
        Assert.Equal((stored, (string?)null), MessageText.Read(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n\t ")]
    [InlineData("\u200b\u200d")]
    [InlineData("\u0000\u0007")]
    public void A_message_that_shows_nothing_is_none(string? typed) => Assert.NotNull(MessageText.Read(typed).Error);

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void An_emoji_counts_as_the_two_characters_that_browsers_count(int count, bool accepted) =>
        Assert.Equal(accepted, MessageText.Read(string.Concat(Enumerable.Repeat("🥖", count))).Error is null);
}

public sealed class StoreCircuitTests
{
    [Fact]
    public async Task After_a_failure_others_fail_at_once_until_one_finds_the_store_again()
    {
        var time = new FakeTimeProvider();
        var circuit = new StoreCircuit("mov_chat", time);
        var asked = 0;
        Task<int> Away() { asked++; throw new TimeoutException(); }
        Task<int> There() { asked++; return Task.FromResult(7); }

        await Assert.ThrowsAsync<StoreUnavailableException>(() => circuit.RunAsync(Away));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => circuit.RunAsync(There));
        Assert.Equal(1, asked);

        time.Advance(TimeSpan.FromSeconds(6));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => circuit.RunAsync(Away));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => circuit.RunAsync(There));
        Assert.Equal(2, asked);

        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(7, await circuit.RunAsync(There));
        Assert.Equal(7, await circuit.RunAsync(There));
    }

    [Fact]
    public async Task While_one_looks_again_the_others_do_not_wait_for_it()
    {
        var time = new FakeTimeProvider();
        var circuit = new StoreCircuit("mov_chat", time);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => circuit.RunAsync<int>(() => throw new MongoConnectionPoolPausedException("away")));
        time.Advance(TimeSpan.FromSeconds(6));
        var answer = new TaskCompletionSource<int>();

        var looking = circuit.RunAsync(() => answer.Task);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => circuit.RunAsync(() => Task.FromResult(1)));
        answer.SetResult(2);

        Assert.Equal(2, await looking);
        Assert.Equal(1, await circuit.RunAsync(() => Task.FromResult(1)));
    }
}
