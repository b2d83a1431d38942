using Microsoft.Extensions.Time.Testing;
using Mov.Modules.Shared.Background;
using Mov.Testing;

namespace Mov.Modules.Shared.Tests.Background;

public sealed class RepeatedWorkTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_time_comes_after_a_moment_and_the_next_after_each_pause()
    {
        using var work = new Counted(_time);
        await work.StartAsync(Cancellation);
        await work.WaitingAsync(1);
        Assert.Equal(0, work.Times);

        _time.Advance(TimeSpan.FromSeconds(3));
        await work.WaitingAsync(2);
        Assert.Equal(1, work.Times);

        _time.Advance(Counted.Pause);
        await work.WaitingAsync(3);
        Assert.Equal(2, work.Times);
        await work.StopAsync(Cancellation);
    }

    [Fact]
    public async Task What_goes_wrong_is_told_and_tried_again()
    {
        using var work = new Counted(_time) { Failure = new TimeoutException("away") };
        await work.StartAsync(Cancellation);
        await work.WaitingAsync(1);
        _time.Advance(TimeSpan.FromSeconds(3));
        await Eventually.TrueAsync(() => work.Told is TimeoutException, "the failure is told", Cancellation);

        work.Failure = null;
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(Counted.Pause);
                return work.Times > 1;
            },
            "it is tried again",
            Cancellation);
        await work.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stopping_is_no_failure(bool inTheMiddle)
    {
        using var work = new Counted(_time) { Takes = inTheMiddle ? Timeout.InfiniteTimeSpan : TimeSpan.Zero };
        await work.StartAsync(Cancellation);
        await work.WaitingAsync(1);
        _time.Advance(TimeSpan.FromSeconds(3));
        await Eventually.TrueAsync(() => work.Times == 1, "it begins", Cancellation);

        await work.StopAsync(Cancellation);

        Assert.Null(work.Told);
        Assert.Equal(TaskStatus.RanToCompletion, work.ExecuteTask!.Status);
    }

    private sealed class Counted(TimeProvider time) : RepeatedWork(Pause, time)
    {
        private int _waits;
        private int _times;

        public static TimeSpan Pause => TimeSpan.FromMinutes(1);

        public int Times => Volatile.Read(ref _times);

        public Exception? Failure { get; set; }

        public Exception? Told { get; private set; }

        public TimeSpan Takes { get; init; }

        public Task WaitingAsync(int waits) => Eventually.TrueAsync(() => Volatile.Read(ref _waits) >= waits, $"it waits for the {waits}. time", Cancellation);

        protected override async Task WorkAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _times);
            if (Failure is { } failure)
                throw failure;
            await Task.Delay(Takes, Time, cancellationToken);
        }

        protected override void TellFailure(Exception failure) => Told = failure;

        protected override Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
        {
            var waiting = base.WaitAsync(atMost, cancellationToken);
            Interlocked.Increment(ref _waits);
            return waiting;
        }
    }
}
