using Microsoft.Extensions.Caching.Memory;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Live;

namespace Mov.Modules.Messaging.Notifications;

/// <summary>How much people have not read: every page of a person who is signed in asks for it. Remembered on this instance until the person's notifications change here or at
/// another instance, and for a moment at most, because other clients write to the store, too.</summary>
internal sealed class UnreadCounts : IDisposable
{
    private const int CountedAtMost = 100;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    private readonly INotificationStore _store;
    private readonly IMemoryCache _cache;
    private readonly IDisposable _watching;
    private int _epoch;

    public UnreadCounts(INotificationStore store, IMemoryCache cache, ILiveWatch live)
    {
        (_store, _cache) = (store, cache);
        _watching = live.Watch(Forget);
    }

    public Task<int> CountAsync(int userId, CancellationToken cancellationToken)
    {
        var key = new Key(LiveTopics.Notifications(userId), Volatile.Read(ref _epoch));
        if (!_cache.TryGetValue(key, out Lazy<Task<int>>? count))
        {
            // Remembered before it is read: a change that comes while it is being read makes it forgotten.
            count = _cache.Set(key, new Lazy<Task<int>>(() => ReadAsync(userId, key)), Moment);
        }

        return count!.Value.WaitAsync(cancellationToken);
    }

    public void Dispose() => _watching.Dispose();

    private async Task<int> ReadAsync(int userId, Key key)
    {
        try
        {
            return await _store.CountUnreadAsync(userId, CountedAtMost, CancellationToken.None);
        }
        catch
        {
            _cache.Remove(key);
            throw;
        }
    }

    private void Forget(LiveUpdate update)
    {
        if (update.MayHaveMissed)
        {
            Interlocked.Increment(ref _epoch);
        }
        else
        {
            _cache.Remove(new Key(update.Topic, Volatile.Read(ref _epoch)));
        }
    }

    private sealed record Key(string Topic, int Epoch);
}
