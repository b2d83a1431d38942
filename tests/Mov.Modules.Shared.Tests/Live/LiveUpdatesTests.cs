using System.Collections.Concurrent;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Modules.Shared.Tests.Live;

public sealed class LiveUpdatesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscribers_of_a_topic_hear_it_in_order_and_others_do_not()
    {
        await using var instance = await LiveInstance.StartAsync(TestHome.Create(StorageMode.Embedded), Token);
        var heard = new ConcurrentQueue<string>();
        var elsewhere = new ConcurrentQueue<string>();
        using var here = instance.Live.Subscribe("event:1:chat", update => Hear(heard, update));
        using var there = instance.Live.Subscribe("event:2:chat", update => Hear(elsewhere, update));

        for (var number = 0; number < 50; number++)
        {
            instance.Live.Publish("event:1:chat", $"{number}");
        }

        await Eventually.TrueAsync(() => heard.Count == 50, "all 50 are heard", Token);
        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"{number}"), heard);
        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task A_disposed_subscription_hears_nothing_more()
    {
        await using var instance = await LiveInstance.StartAsync(TestHome.Create(StorageMode.Embedded), Token);
        var gone = new ConcurrentQueue<string>();
        var stays = new ConcurrentQueue<string>();
        var subscription = instance.Live.Subscribe("t", update => Hear(gone, update));
        using var other = instance.Live.Subscribe("t", update => Hear(stays, update));
        subscription.Dispose();

        instance.Live.Publish("t", "late");

        await Eventually.TrueAsync(() => !stays.IsEmpty, "the other one hears it", Token);
        Assert.Empty(gone);
    }

    [Fact]
    public async Task A_slow_subscriber_holds_up_nobody_and_is_told_that_it_missed_something()
    {
        await using var instance = await LiveInstance.StartAsync(TestHome.Create(StorageMode.Embedded), Token);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = new ConcurrentQueue<LiveUpdate>();
        var quick = new ConcurrentQueue<string>();
        using var one = instance.Live.Subscribe("t", async update =>
        {
            await gate.Task;
            slow.Enqueue(update);
        });
        using var two = instance.Live.Subscribe("t", update => Hear(quick, update));

        for (var number = 0; number < 500; number++)
        {
            instance.Live.Publish("t", $"{number}");
            await Eventually.TrueAsync(() => quick.Count == number + 1, "the quick one keeps up", Token);
        }

        gate.SetResult();
        await Eventually.TrueAsync(() => slow.Any(update => update.MayHaveMissed), "the slow one is told", Token);
    }

    [Fact]
    public async Task A_subscriber_that_fails_goes_on_hearing()
    {
        await using var instance = await LiveInstance.StartAsync(TestHome.Create(StorageMode.Embedded), Token);
        var heard = new ConcurrentQueue<string>();
        using var subscription = instance.Live.Subscribe("t", update =>
        {
            heard.Enqueue(update.Payload);
            throw new InvalidOperationException("a page that breaks");
        });

        instance.Live.Publish("t", "one");
        instance.Live.Publish("t", "two");

        await Eventually.TrueAsync(() => heard.Count == 2, "both are heard", Token);
    }

    [Fact]
    public async Task Two_instances_hear_each_other_once_through_Redis()
    {
        var home = TestHome.Create(StorageMode.Servers);
        await using var one = await LiveInstance.StartAsync(home, Token);
        await using var two = await LiveInstance.StartAsync(home.Share(), Token);
        var here = new ConcurrentQueue<string>();
        var there = new ConcurrentQueue<string>();
        using var subscriptionHere = one.Live.Subscribe("event:7:seats", update => Hear(here, update));
        using var subscriptionThere = two.Live.Subscribe("event:7:seats", update => Hear(there, update));
        await Eventually.TrueAsync(
            () =>
            {
                one.Live.Publish("event:7:seats", "hello");
                return there.Contains("hello");
            },
            "the second instance listens",
            Token);
        var heardHere = here.Count;
        var heardThere = there.Count;

        one.Live.Publish("event:7:seats", "once");

        await Eventually.TrueAsync(() => here.Contains("once") && there.Contains("once"), "both hear it", Token);
        one.Live.Publish("event:7:seats", "end");
        await Eventually.TrueAsync(() => there.Contains("end"), "the end arrives", Token);
        Assert.Single(here, text => text == "once");
        Assert.Single(there, text => text == "once");
        Assert.True(heardHere >= 1 && heardThere >= 1);
    }

    [Fact]
    public async Task With_Redis_away_an_instance_serves_its_own_people_and_starts_at_once()
    {
        var home = TestHome.Create(StorageMode.Servers);
        await using var instance = await LiveInstance.StartAsync(home, Token, redis: "127.0.0.1:1");
        var heard = new ConcurrentQueue<string>();
        using var subscription = instance.Live.Subscribe("t", update => Hear(heard, update));

        instance.Live.Publish("t", "still here");

        await Eventually.TrueAsync(() => heard.Contains("still here"), "the own people hear it", Token);
    }

    private static Task Hear(ConcurrentQueue<string> heard, LiveUpdate update)
    {
        if (!update.MayHaveMissed)
        {
            heard.Enqueue(update.Payload);
        }

        return Task.CompletedTask;
    }
}
