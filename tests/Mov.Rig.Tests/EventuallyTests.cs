using Mov.Testing;

namespace Mov.Rig.Tests;

public sealed class EventuallyTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_returns_the_first_answer_that_satisfies()
    {
        var asked = 0;

        var answer = await Eventually.GetAsync(_ => Task.FromResult(++asked), number => number == 3, "three", Cancellation);

        Assert.Equal((3, 3), (answer, asked));
    }

    [Fact]
    public async Task It_says_what_it_waited_for_and_what_it_saw_last()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.GetAsync(
            _ => Task.FromResult("two seats"), answer => answer == "no seat", "the event is full", Cancellation, Short));

        Assert.Contains("the event is full", failure.Message, StringComparison.Ordinal);
        Assert.Contains("two seats", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_repeats_assertions_and_in_the_end_throws_the_last_failure()
    {
        var tries = 0;
        await Eventually.PassesAsync(
            _ =>
            {
                Assert.True(++tries > 2);
                return Task.CompletedTask;
            },
            Cancellation);
        Assert.Equal(3, tries);

        await Assert.ThrowsAsync<Xunit.Sdk.EqualException>(() => Eventually.PassesAsync(
            _ =>
            {
                Assert.Equal("enrolled", "waiting");
                return Task.CompletedTask;
            },
            Cancellation,
            Short));
    }

    [Fact]
    public async Task It_does_not_repeat_what_fails_for_another_reason()
    {
        var tries = 0;

        await Assert.ThrowsAsync<InvalidOperationException>(() => Eventually.PassesAsync(
            _ =>
            {
                tries++;
                throw new InvalidOperationException("a bug");
            },
            Cancellation));

        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task It_stops_when_the_test_is_canceled()
    {
        using var canceled = new CancellationTokenSource(Short);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Eventually.TrueAsync(() => false, "never", canceled.Token));
    }
}
