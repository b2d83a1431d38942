using System.Buffers.Binary;
using System.Security.Cryptography;
using MongoDB.Bson;
using Mov.Modules.Messaging.Data;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Gives messages their time and an ObjectId that grows with it: seconds, milliseconds, a number of this process, a counter.
/// Within a process the order of (timestamp, id) is the order of the calls, also when the clock is set back.</summary>
internal sealed class MessageIds(TimeProvider time)
{
    private readonly byte[] _process = RandomNumberGenerator.GetBytes(3);
    private readonly Lock _turn = new();
    private DateTime _last;
    private int _counter;

    public MessageKey Next()
    {
        lock (_turn)
        {
            var now = time.UtcMilliseconds();
            _counter = now > _last ? 0 : _counter + 1;
            _last = now > _last ? now : _last;
            if (_counter > 0xFFFFFF)
            {
                _last = _last.AddMilliseconds(1);
                _counter = 0;
            }

            Span<byte> id = stackalloc byte[12];
            BinaryPrimitives.WriteUInt32BigEndian(id, (uint)(_last - DateTime.UnixEpoch).TotalSeconds);
            BinaryPrimitives.WriteUInt16BigEndian(id[4..], (ushort)_last.Millisecond);
            _process.CopyTo(id[6..]);
            Span<byte> counter = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(counter, _counter);
            counter[1..].CopyTo(id[9..]);
            return new MessageKey(_last, new ObjectId(id.ToArray()));
        }
    }
}
