using Microsoft.Extensions.Logging;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Shared.Live;

namespace Mov.Modules.Messaging.Chat;

/// <summary>The rooms that somebody on this instance is in, each with the people of all instances.</summary>
internal sealed class RoomPeople(ILiveUpdates live, TimeProvider time, ILogger<RoomPeople> logger) : IDisposable
{
    private readonly Lock _turn = new();
    private readonly Dictionary<int, LiveRoom> _rooms = [];

    /// <summary>The name of this instance among the others.</summary>
    private readonly string _instance = Guid.NewGuid().ToString("N");

    public IRoomStay Enter(int eventId, int userId, string name, Func<Task> onChange)
    {
        lock (_turn)
        {
            if (!_rooms.TryGetValue(eventId, out var room))
            {
                _rooms[eventId] = room = new LiveRoom(eventId, _instance, live, time, logger);
            }

            return new Stay(this, room, room.Enter(userId, name, onChange));
        }
    }

    public void Dispose()
    {
        lock (_turn)
        {
            foreach (var room in _rooms.Values)
            {
                room.Dispose();
            }

            _rooms.Clear();
        }
    }

    private void Leave(LiveRoom room, LiveRoom.Guest guest)
    {
        lock (_turn)
        {
            if (room.Leave(guest) && _rooms.Remove(room.EventId))
            {
                room.Dispose();
            }
        }
    }

    private sealed class Stay(RoomPeople owner, LiveRoom room, LiveRoom.Guest guest) : IRoomStay
    {
        private int _left;

        public IReadOnlyList<RoomGuest> Others => room.OthersOf(guest.UserId);

        public void Type() => room.Type(guest);

        public void Rest() => room.Rest(guest);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                owner.Leave(room, guest);
            }
        }
    }
}
