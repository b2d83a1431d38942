using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Mov.Modules.Shared.Live;

/// <summary>Live updates within this process. Each subscriber has a short queue of its own, so that a slow page holds up nobody;
/// one that overflows is told that it may have missed something.</summary>
internal sealed partial class LocalLiveUpdates(ILogger<LocalLiveUpdates> logger) : ILiveUpdates, ILiveWatch
{
    private const int QueueLength = 64;
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Subscription, byte>> _topics = new(StringComparer.Ordinal);

    private ImmutableArray<Action<LiveUpdate>> _watchers = [];

    public void Publish(string topic, string payload = "")
    {
        TellWatchers(new LiveUpdate(topic, payload));
        if (_topics.TryGetValue(topic, out var subscriptions))
        {
            var update = new LiveUpdate(topic, payload);
            foreach (var subscription in subscriptions.Keys)
            {
                subscription.Offer(update);
            }
        }
    }

    /// <summary>Tells everyone to read again, because updates of other instances may have been lost.</summary>
    public void PublishMayHaveMissed()
    {
        TellWatchers(new LiveUpdate("", "", MayHaveMissed: true));
        foreach (var (topic, subscriptions) in _topics)
        {
            foreach (var subscription in subscriptions.Keys)
            {
                subscription.Offer(new LiveUpdate(topic, "", MayHaveMissed: true));
            }
        }
    }

    public IDisposable Subscribe(string topic, Func<LiveUpdate, Task> onUpdate)
    {
        var subscription = new Subscription(this, topic, onUpdate);
        // Adding and the removal of an emptied topic take the same lock, so that no subscription is added to a set that was just dropped.
        lock (_topics)
        {
            _topics.GetOrAdd(topic, _ => new ConcurrentDictionary<Subscription, byte>()).TryAdd(subscription, 0);
        }

        return subscription;
    }

    public IDisposable Watch(Action<LiveUpdate> onUpdate)
    {
        ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Add(onUpdate));
        return new Watching(this, onUpdate);
    }

    private void TellWatchers(LiveUpdate update)
    {
        foreach (var watcher in _watchers)
        {
            watcher(update);
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (_topics)
        {
            if (_topics.TryGetValue(subscription.Topic, out var subscriptions) && subscriptions.TryRemove(subscription, out _) && subscriptions.IsEmpty)
            {
                _topics.TryRemove(subscription.Topic, out _);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A subscriber of {Topic} failed")]
    private partial void LogFailure(Exception failure, string topic);

    private sealed class Watching(LocalLiveUpdates owner, Action<LiveUpdate> onUpdate) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref owner._watchers, watchers => watchers.Remove(onUpdate));
    }

    private sealed class Subscription : IDisposable
    {
        private readonly LocalLiveUpdates _owner;
        private readonly Channel<LiveUpdate> _queue = Channel.CreateBounded<LiveUpdate>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
        private readonly Func<LiveUpdate, Task> _onUpdate;
        // An update comes from another thread; what is subscribed goes on in the language of the page that subscribed.
        private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
        private readonly CultureInfo _texts = CultureInfo.CurrentUICulture;
        private int _overflowed;
        private int _running;

        public Subscription(LocalLiveUpdates owner, string topic, Func<LiveUpdate, Task> onUpdate)
        {
            _owner = owner;
            Topic = topic;
            _onUpdate = onUpdate;
        }

        public string Topic { get; }

        public void Offer(LiveUpdate update)
        {
            if (!_queue.Writer.TryWrite(update))
            {
                Volatile.Write(ref _overflowed, 1);
            }

            // No task waits while nothing happens: an idle subscription costs its few bytes and no more.
            if (Interlocked.Exchange(ref _running, 1) == 0)
            {
                _ = Task.Run(RunAsync);
            }
        }

        public void Dispose()
        {
            _queue.Writer.TryComplete();
            _owner.Remove(this);
        }

        private async Task RunAsync()
        {
            do
            {
                while (_queue.Reader.TryRead(out var update))
                {
                    await TellAsync(Interlocked.Exchange(ref _overflowed, 0) == 1 ? update with { MayHaveMissed = true } : update);
                }

                Volatile.Write(ref _running, 0);
            }
            while (_queue.Reader.TryPeek(out _) && Interlocked.Exchange(ref _running, 1) == 0);
        }

        private async Task TellAsync(LiveUpdate update)
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _texts);
            try
            {
                await _onUpdate(update);
            }
            catch (Exception failure)
            {
                _owner.LogFailure(failure, Topic);
            }
        }
    }
}
