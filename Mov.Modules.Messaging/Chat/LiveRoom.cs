using Microsoft.Extensions.Logging;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Shared.Live;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Who is in one room. Each instance tells the others its own people as a whole, when they change and every so often; what is not told again is forgotten.
/// So a lost message, a lost instance or a restarted Redis mends itself.</summary>
internal sealed partial class LiveRoom : IDisposable
{
    /// <summary>How soon a change is told to pages and to other instances; what comes meanwhile goes along.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How often an instance says that its people are still there.</summary>
    internal static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);

    /// <summary>How long the people of an instance are believed to be there.</summary>
    internal static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(45);

    /// <summary>How long somebody is believed to be writing after the last key.</summary>
    internal static readonly TimeSpan TypingFor = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan TypingToldEvery = TimeSpan.FromSeconds(3);

    private readonly Lock _turn = new();
    private readonly string _instance;
    private readonly ILiveUpdates _live;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly List<Guest> _own = [];
    private readonly Dictionary<string, Neighbours> _others = new(StringComparer.Ordinal);
    private readonly TypingPeople _typing = new();
    private readonly IDisposable _subscription;
    private readonly ITimer _beat;
    private readonly ITimer _change;
    private RoomName[]? _everyone;
    private bool _isChangeDue;
    private bool _isOwnChanged;
    private bool _isClosed;

    public LiveRoom(int eventId, string instance, ILiveUpdates live, TimeProvider time, ILogger logger)
    {
        (EventId, _instance, _live, _time, _logger) = (eventId, instance, live, time, logger);
        _change = time.CreateTimer(_ => TellChange(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _beat = time.CreateTimer(_ => KeepAlive(), null, Beat, Beat);
        _subscription = live.Subscribe(LiveTopics.Presence(eventId), update =>
        {
            Hear(update);
            return Task.CompletedTask;
        });
        Say(new RoomWord { Asks = true });
    }

    public int EventId { get; }

    public Guest Enter(int userId, string name, Func<Task> onChange)
    {
        lock (_turn)
        {
            var guest = new Guest(userId, name, onChange);
            _own.Add(guest);
            Change(own: true);
            return guest;
        }
    }

    /// <returns>Whether nobody of this instance is left.</returns>
    public bool Leave(Guest guest)
    {
        lock (_turn)
        {
            _own.Remove(guest);
            if (_own.TrueForAll(other => other.UserId != guest.UserId))
            {
                _typing.Remove(guest.UserId);
            }

            Change(own: true);
            return _own.Count == 0;
        }
    }

    public void Type(Guest guest)
    {
        var now = _time.GetUtcNow();
        lock (_turn)
        {
            var since = now - guest.ToldTyping;
            if (since < TypingToldEvery)
            {
                return;
            }

            guest.ToldTyping = now;
        }

        Say(new RoomWord { Types = guest.UserId });
        NoteTyping(guest.UserId, now + TypingFor);
    }

    public void Rest(Guest guest)
    {
        guest.ToldTyping = DateTimeOffset.MinValue;
        Say(new RoomWord { Rests = guest.UserId });
        NoteTyping(guest.UserId, until: null);
    }

    public IReadOnlyList<RoomGuest> OthersOf(int userId)
    {
        var now = _time.GetUtcNow();
        lock (_turn)
        {
            // Every page of a full room asks after each change: they are put in order once.
            _everyone ??= [.. _own.Select(guest => new RoomName(guest.UserId, guest.Name))
                .Concat(_others.Values.Where(there => there.Until > now).SelectMany(there => there.People))
                .DistinctBy(person => person.Id)
                .OrderBy(person => person.Text, StringComparer.InvariantCultureIgnoreCase)];
            return [.. _everyone.Where(person => person.Id != userId).Select(person => new RoomGuest(person.Id, person.Text, _typing.Includes(person.Id, now)))];
        }
    }

    public void Dispose()
    {
        lock (_turn)
        {
            _isClosed = true;
        }

        _subscription.Dispose();
        _beat.Dispose();
        _change.Dispose();
        Say(new RoomWord { Here = [] });
    }

    private void Hear(LiveUpdate update)
    {
        if (update.MayHaveMissed)
        {
            // Neither side knows what the other heard.
            Say(new RoomWord { Asks = true });
            Say(Own());
            return;
        }

        if (RoomWord.Read(update.Payload) is not { } word || string.Equals(word.From, _instance, StringComparison.Ordinal))
        {
            return;
        }

        if (word.Types is { } types)
        {
            NoteTyping(types, _time.GetUtcNow() + TypingFor);
        }

        if (word.Rests is { } rests)
        {
            NoteTyping(rests, until: null);
        }

        if (word.Here is { } here)
        {
            lock (_turn)
            {
                _others[word.From] = new Neighbours(here, _time.GetUtcNow() + Forgotten);
                Change(own: false);
            }
        }

        if (word.Asks)
        {
            Say(Own());
        }
    }

    private void NoteTyping(int userId, DateTimeOffset? until)
    {
        lock (_turn)
        {
            if (until is { } end ? _typing.Add(userId, end, _time.GetUtcNow()) : _typing.Remove(userId))
            {
                Change(own: false);
            }
        }
    }

    // Within the lock.
    private void Change(bool own)
    {
        _everyone = null;
        _isOwnChanged |= own;
        if (!_isChangeDue && !_isClosed)
        {
            _isChangeDue = true;
            _change.Change(Pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void TellChange()
    {
        Guest[] guests;
        bool own;
        lock (_turn)
        {
            if (_isClosed)
            {
                return;
            }

            (own, _isOwnChanged, _isChangeDue) = (_isOwnChanged, false, false);
            guests = [.. _own];
            var now = _time.GetUtcNow();

            // Somebody who stops without a word is noticed here.
            if (_typing.ForgetThrough(now) is { } next)
            {
                _change.Change(next - now + TimeSpan.FromMilliseconds(50), Timeout.InfiniteTimeSpan);
            }
        }

        if (own)
        {
            Say(Own());
        }

        foreach (var guest in guests)
        {
            _ = TellAsync(guest);
        }
    }

    private async Task TellAsync(Guest guest)
    {
        try
        {
            await guest.OnChange();
        }
        catch (Exception failure)
        {
            LogFailure(failure, EventId);
        }
    }

    private void KeepAlive()
    {
        lock (_turn)
        {
            var now = _time.GetUtcNow();
            foreach (var (instance, _) in _others.Where(entry => entry.Value.Until <= now).ToArray())
            {
                _others.Remove(instance);
                Change(own: false);
            }
        }

        Say(Own());
    }

    private RoomWord Own()
    {
        lock (_turn)
        {
            return new RoomWord { Here = [.. _own.DistinctBy(guest => guest.UserId).Select(guest => new RoomName(guest.UserId, guest.Name))] };
        }
    }

    private void Say(RoomWord word) => _live.Publish(LiveTopics.Presence(EventId), (word with { From = _instance }).ToString());

    [LoggerMessage(Level = LogLevel.Debug, Message = "A page in the room of event {EventId} could not show who is there")]
    private partial void LogFailure(Exception failure, int eventId);

    /// <summary>One open page of this instance.</summary>
    internal sealed class Guest(int userId, string name, Func<Task> onChange)
    {
        public int UserId { get; } = userId;

        public string Name { get; } = name;

        public Func<Task> OnChange { get; } = onChange;

        public DateTimeOffset ToldTyping { get; set; } = DateTimeOffset.MinValue;
    }

    private sealed record Neighbours(IReadOnlyList<RoomName> People, DateTimeOffset Until);
}
