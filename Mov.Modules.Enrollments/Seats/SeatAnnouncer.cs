using System.Collections.Concurrent;
using Mov.Modules.Shared.Live;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>Tells open pages that the seats of an event changed: at once, then at most once per <see cref="Pause"/>, and always about the last state.</summary>
internal sealed class SeatAnnouncer(ILiveUpdates live, TimeProvider time)
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<int, Quiet> _quiet = new();

    public void Announce(int eventId)
    {
        var mine = new Quiet();
        var quiet = _quiet.GetOrAdd(eventId, mine);
        if (quiet != mine && quiet.TryRemember())
        {
            return;
        }

        _quiet[eventId] = mine;
        live.Publish(LiveTopics.Seats(eventId));
        mine.End = time.CreateTimer(_ => EndQuiet(eventId, mine), null, Pause, Timeout.InfiniteTimeSpan);
    }

    private void EndQuiet(int eventId, Quiet quiet)
    {
        _quiet.TryRemove(new KeyValuePair<int, Quiet>(eventId, quiet));
        quiet.End?.Dispose();
        if (quiet.Close())
        {
            Announce(eventId);
        }
    }

    /// <summary>A pause after a message; what happens in it is told when it ends.</summary>
    private sealed class Quiet
    {
        private readonly Lock _gate = new();
        private bool _isOver;
        private bool _remembers;

        public ITimer? End { get; set; }

        /// <summary>False when the pause is over and cannot tell any more.</summary>
        public bool TryRemember()
        {
            lock (_gate)
            {
                _remembers |= !_isOver;
                return !_isOver;
            }
        }

        public bool Close()
        {
            lock (_gate)
            {
                _isOver = true;
                return _remembers;
            }
        }
    }
}
