using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Mov.Benchmarks.Enroll;
using Mov.Benchmarks.Frame;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using Spectre.Console;

namespace Mov.Benchmarks.Messaging;

/// <summary>From the press of Send until each of many people who look into the room has the message: told through the live updates, and read as the room's page does,
/// with its check of who may; a second later the page says what was seen. With one instance, and with two on the same servers where every message comes from the other one.</summary>
internal static class RoomPart
{
    // As many as it takes for a server that has just started to run its compiled code: also that of the notifications, which are written once a second.
    private const int WarmUp = 2_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SeenAfter = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Sizes sizes)
    {
        await using var app = await BenchmarkApp.CreateAsync(StorageMode.Servers);
        await app.AddPeopleAsync(sizes.Subscribers);
        var eventId = await app.PublishAsync(sizes.Subscribers);
        await app.EnrollAsync([eventId], sizes.Subscribers, callers: 32);
        // What the enrollments cause is over before anything is measured.
        await app.App.DrainAsync(CancellationToken.None);
        await app.App.StartBackgroundWorkAsync(CancellationToken.None);
        await using var other = await TestApp.CreateAsync(StorageMode.Servers, CancellationToken.None, settings: app.Settings, home: app.Home);
        await other.StartBackgroundWorkAsync(CancellationToken.None);

        var one = await MeasureAsync(sizes, eventId, sender: app.App, reader: app.App);
        var two = await MeasureAsync(sizes, eventId, sender: other, reader: app.App);
        AnsiConsole.Write(new Table().AddColumns($"{sizes.Subscribers} people, {sizes.Messages} messages", "told p99", "seen p50", "seen p99")
            .AddRow("one instance", Show(one.Told, 0.99), Show(one.Seen, 0.5), Show(one.Seen, 0.99))
            .AddRow("two instances", Show(two.Told, 0.99), Show(two.Seen, 0.5), Show(two.Seen, 0.99)));
        return
        [
            Figure.NotAbove("messaging-send-to-seen-one-instance-p99-ms", At(one.Seen, 0.99), 50),
            Figure.NotAbove("messaging-send-to-seen-two-instances-p99-ms", At(two.Seen, 0.99), 150),
        ];
    }

    private static async Task<(double[] Told, double[] Seen)> MeasureAsync(Sizes sizes, int eventId, TestApp sender, TestApp reader)
    {
        ConcurrentBag<double> told = [], seen = [];
        var began = 0L;
        using var missing = new CountdownEvent(1);
        var done = new TaskCompletionSource();
        List<IDisposable> following = [];
        for (var person = 2; person < sizes.Subscribers + 2; person++)
        {
            var reading = person;
            var scope = reader.Services.CreateAsyncScope();
            var chat = scope.ServiceProvider.GetRequiredService<IEventChat>();
            var marking = Task.CompletedTask;
            var newest = "";
            following.Add(scope);
            following.Add(reader.Get<ILiveUpdates>().Subscribe(LiveTopics.Chat(eventId), async update =>
            {
                if (update.Payload.Length == 0)
                {
                    return;
                }

                told.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                var message = await chat.GetAsync(eventId, reading, update.Payload, CancellationToken.None);
                if (!message.IsSuccess)
                {
                    done.TrySetException(new InvalidOperationException($"Person {reading} could not read: {message.Status}"));
                }

                seen.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                newest = update.Payload;
                if (marking.IsCompleted)
                {
                    marking = MarkSoonAsync();
                }

                if (missing.Signal())
                {
                    done.TrySetResult();
                }
            }));

            async Task MarkSoonAsync()
            {
                await Task.Delay(SeenAfter);
                await chat.MarkSeenAsync(eventId, reading, newest, CancellationToken.None);
            }
        }

        await using var sending = sender.Services.CreateAsyncScope();
        for (var number = 0; number < sizes.Messages + WarmUp; number++)
        {
            if (number == WarmUp)
            {
                told.Clear();
                seen.Clear();
            }

            missing.Reset(sizes.Subscribers);
            done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            began = Stopwatch.GetTimestamp();
            var sent = await sending.ServiceProvider.GetRequiredService<IEventChat>().SendAsync(
                eventId, 2 + (number % sizes.Subscribers), $"Message {number}", clientId: null, CancellationToken.None);
            if (!sent.IsSuccess)
            {
                throw new InvalidOperationException($"A message was refused: {sent.Status} {string.Join(' ', sent.Errors)}");
            }

            await done.Task.WaitAsync(Patience);
        }

        foreach (var one in following)
        {
            one.Dispose();
        }

        return ([.. told.Order()], [.. seen.Order()]);
    }

    private static double At(double[] ordered, double part) => ordered[(int)(ordered.Length * part)];

    private static string Show(double[] ordered, double part) => string.Create(CultureInfo.InvariantCulture, $"{At(ordered, part):0.0} ms");
}
