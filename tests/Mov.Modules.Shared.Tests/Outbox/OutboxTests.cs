using Microsoft.EntityFrameworkCore;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Modules.Shared.Tests.Outbox;

public sealed class OutboxTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task What_happened_is_delivered_in_order_in_one_batch_and_then_forgotten(StorageMode mode)
    {
        await using var bulletin = await Bulletin.OpenAsync(mode, Token);
        await bulletin.HappenAsync(Token, new NoteWritten("one"), new NoteWritten("two"), new NoteWritten("three"));

        Assert.Equal(3, await bulletin.Outbox.DrainAsync(Token));

        Assert.Equal(["one", "two", "three"], bulletin.Reader.Read);
        Assert.Equal([3], bulletin.Reader.Batches);
        Assert.Equal(new OutboxBacklog(0, 0), await bulletin.Outbox.CountAsync(Token));
    }

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task What_was_rolled_back_never_happened(StorageMode mode)
    {
        await using var bulletin = await Bulletin.OpenAsync(mode, Token);
        await using (var context = await bulletin.ContextAsync(Token))
        {
            await using var transaction = await context.Database.BeginTransactionAsync(Token);
            context.Add(OutboxMessage.For(new NoteWritten("never"), bulletin.Time.UtcNow()));
            await context.SaveChangesAsync(Token);
            await transaction.RollbackAsync(Token);
        }

        Assert.Equal(0, await bulletin.Outbox.DrainAsync(Token));
        Assert.Empty(bulletin.Reader.Read);
    }

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task A_bad_one_is_found_and_the_others_arrive(StorageMode mode)
    {
        await using var bulletin = await Bulletin.OpenAsync(mode, Token);
        bulletin.Reader.Fails = text => text == "bad";
        await bulletin.HappenAsync(Token, new NoteWritten("one"), new NoteWritten("bad"), new NoteWritten("three"));

        for (var round = 0; round < 12; round++)
        {
            await bulletin.Outbox.DrainAsync(Token);
            bulletin.Time.Advance(TimeSpan.FromSeconds(16));
        }

        Assert.Equal(["one", "three"], bulletin.Reader.Read.Order(StringComparer.Ordinal));
        Assert.Equal(new OutboxBacklog(1, 0), await bulletin.Outbox.CountAsync(Token));

        bulletin.Reader.Fails = _ => false;
        await bulletin.Outbox.DrainAsync(Token);
        Assert.Equal(["bad", "one", "three"], bulletin.Reader.Read.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task A_type_whose_reader_is_away_does_not_hold_up_another(StorageMode mode)
    {
        await using var bulletin = await Bulletin.OpenAsync(mode, Token);
        bulletin.Reader.Fails = text => text.StartsWith("burned", StringComparison.Ordinal);
        await bulletin.HappenAsync(Token, [.. Enumerable.Range(0, 1200).Select(number => new NoteBurned($"burned {number}"))]);
        await bulletin.HappenAsync(Token, new NoteWritten("written"));

        for (var round = 0; round < 4; round++)
        {
            await bulletin.Outbox.DrainAsync(Token);
        }

        Assert.Equal(["written"], bulletin.Reader.Read);
    }

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task What_cannot_be_read_is_parked_and_stays_visible(StorageMode mode)
    {
        await using var bulletin = await Bulletin.OpenAsync(mode, Token);
        await using (var context = await bulletin.ContextAsync(Token))
        {
            context.Add(new OutboxMessage { Type = nameof(NoteWritten), Payload = "{", CreatedAt = bulletin.Time.UtcNow(), NextAttemptAt = bulletin.Time.UtcNow() });
            await context.SaveChangesAsync(Token);
        }

        await bulletin.Outbox.DrainAsync(Token);

        Assert.Equal(new OutboxBacklog(0, 1), await bulletin.Outbox.CountAsync(Token));
        await using var check = await bulletin.ContextAsync(Token);
        Assert.Contains("JsonException", (await check.Set<OutboxMessage>().SingleAsync(Token)).LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_instances_on_one_database_share_the_work_and_deliver_each_row_once()
    {
        await using var one = await Bulletin.OpenAsync(StorageMode.Servers, Token);
        await using var two = await Bulletin.OpenAsync(StorageMode.Servers, Token, one.Home, one.Reader);
        await one.HappenAsync(Token, [.. Enumerable.Range(0, 3000).Select(number => new NoteWritten($"{number}"))]);

        await Task.WhenAll(one.Outbox.DrainAsync(Token), two.Outbox.DrainAsync(Token));
        // One that found every row locked may have stopped early; nothing is left when both have looked again.
        await one.Outbox.DrainAsync(Token);

        Assert.Equal(3000, one.Reader.Read.Count);
        Assert.Equal(3000, one.Reader.Read.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_dispatcher_that_finds_nothing_rests()
    {
        await using var bulletin = await Bulletin.OpenAsync(StorageMode.Servers, Token);
        await bulletin.HappenAsync(Token, new NoteWritten("one"));
        await bulletin.NextRingAsync(Token);
        await bulletin.Outbox.DrainAsync(Token);
        await bulletin.NextRingAsync(Token);

        await bulletin.Outbox.DrainAsync(Token);

        var ring = bulletin.NextRingAsync(Token);
        Assert.False(ring.IsCompleted);
        bulletin.Time.Advance(Bulletin.Patience);
        await ring;
    }

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task A_commit_wakes_the_dispatcher(StorageMode mode)
    {
        await using var bulletin = await Bulletin.OpenAsync(mode, Token);
        await bulletin.Dispatcher.StartAsync(Token);

        // The fake clock stands still: no poll can be what delivers this.
        await bulletin.HappenAsync(Token, new NoteWritten("hello"));

        await Eventually.TrueAsync(() => bulletin.Reader.Read.Contains("hello"), "the note is read", Token);
        await bulletin.Dispatcher.StopAsync(Token);
    }

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task What_another_process_left_behind_is_found_by_looking(StorageMode mode)
    {
        await using var bulletin = await Bulletin.OpenAsync(mode, Token);
        await bulletin.Dispatcher.StartAsync(Token);
        await bulletin.HappenAsync(Token, new NoteWritten("before"));
        await Eventually.TrueAsync(() => bulletin.Reader.Read.Contains("before"), "the note is read", Token);
        await using (var context = await bulletin.ContextAsync(Token))
        {
            // Not through the context's own saving, which would ring.
            await context.Database.ExecuteSqlAsync(
                $$"""INSERT INTO outbox (type, payload, created_at, next_attempt_at) VALUES ('NoteWritten', '{"Text":"left"}', '2000-01-01 00:00:00', '2000-01-01 00:00:00')""", Token);
        }

        await Eventually.TrueAsync(
            () =>
            {
                bulletin.Time.Advance(TimeSpan.FromSeconds(10));
                return bulletin.Reader.Read.Contains("left");
            },
            "the note of the other process is read", Token);
        await bulletin.Dispatcher.StopAsync(Token);
    }
}
