using System.Collections.Concurrent;
using Mov.Modules.Shared.Live;

namespace Mov.Web.Hosting.PublicPages;

/// <summary>How often what public pages are made of has changed. A page is kept together with the generation it was begun in and is found in that one only: neither a page
/// from before a change is seen after it, nor one that was being made while the change came. Numbers of events share a bounded set of counters;
/// those that share one merely make each other's pages anew.</summary>
internal sealed class PageGenerations : IDisposable
{
    /// <summary>Seats of an event may be this old, and so may those on the list: a rush would otherwise make every page anew.</summary>
    public static readonly TimeSpan SeatsPause = TimeSpan.FromSeconds(1);

    private const int Counters = 4096;

    private readonly long[] _events = new long[Counters];
    private readonly ConcurrentDictionary<int, PacedChange> _seats = new();
    private readonly PacedChange _listSeats;
    private readonly PacedChange _accounts;
    private readonly TimeProvider _time;
    private readonly IDisposable _watching;
    private long _list;
    private long _all;

    public PageGenerations(ILiveWatch live, TimeProvider time)
    {
        _time = time;
        _listSeats = new PacedChange(() => Interlocked.Increment(ref _list), SeatsPause, time);
        // Pages name organizers.
        _accounts = new PacedChange(Flush, SeatsPause, time);
        _watching = live.Watch(Hear);
    }

    /// <summary>The generation of the list, or of an event's pages.</summary>
    public long Of(int? eventId) =>
        // Each part only grows, so the sum is the same only while nothing changed.
        Volatile.Read(ref _all) + (eventId is { } id ? Volatile.Read(ref _events[CounterOf(id)]) : Volatile.Read(ref _list));

    public void Dispose()
    {
        _watching.Dispose();
        _listSeats.Dispose();
        _accounts.Dispose();
        foreach (var seats in _seats.Values)
        {
            seats.Dispose();
        }
    }

    private static int CounterOf(int eventId) => eventId & (Counters - 1);

    private void Hear(LiveUpdate update)
    {
        if (update.MayHaveMissed)
        {
            Flush();
        }
        else if (update.Topic == LiveTopics.Events)
        {
            Interlocked.Increment(ref _list);
        }
        else if (update.Topic == LiveTopics.Accounts)
        {
            _accounts.Happened();
        }
        else if (LiveTopics.IsEvent(update.Topic, out var changed))
        {
            Interlocked.Increment(ref _events[CounterOf(changed)]);
        }
        else if (LiveTopics.IsSeats(update.Topic, out var seated))
        {
            SeatsOf(CounterOf(seated)).Happened();
            _listSeats.Happened();
        }
    }

    private PacedChange SeatsOf(int counter) =>
        _seats.GetOrAdd(counter, static (at, self) => new PacedChange(() => Interlocked.Increment(ref self._events[at]), SeatsPause, self._time), this);

    private void Flush() => Interlocked.Increment(ref _all);
}
