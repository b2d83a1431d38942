using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Mov.Benchmarks.Pages;

/// <summary>What a hub message said, as far as a circuit's other end must know.</summary>
/// <param name="Type">1 invocation, 3 completion, 6 ping, 7 close.</param>
/// <param name="Target">The method that is called.</param>
/// <param name="First">Its first argument where that is a whole number.</param>
/// <param name="WantsObject">Whether it calls a script for an object of the page's.</param>
internal sealed record Received(int Type, string? Target = null, long? First = null, bool WantsObject = false);

/// <summary>SignalR's hub messages as MessagePack, each with its length in front (the hub protocol's specification): as much as a circuit needs.</summary>
internal sealed class HubMessage
{
    public const int CompletionType = 3;
    public const int CloseType = 7;
    public const string ScriptCall = "JS.BeginInvokeJS";

    private const int InvocationType = 1;
    private const int PingType = 6;
    private const int ObjectResult = 1;
    private const byte Nil = 0xc0;
    private const byte False = 0xc2;
    private const byte True = 0xc3;

    private readonly MemoryStream _body = new();

    public HubMessage Ping()
    {
        Array(1);
        Number(PingType);
        return this;
    }

    /// <summary>A call with texts, whole numbers and truth values; one without an id wants no answer.</summary>
    public HubMessage Invocation(string? id, string target, params object?[] arguments)
    {
        Array(6);
        Number(InvocationType);
        _body.WriteByte(0x80);
        Write(id);
        Write(target);
        Array(arguments.Length);
        foreach (var argument in arguments)
        {
            Write(argument);
        }

        Array(0);
        return this;
    }

    /// <summary>The bytes for the wire.</summary>
    public byte[] Framed()
    {
        var length = (int)_body.Length;
        List<byte> prefix = [];
        do
        {
            prefix.Add((byte)((length & 0x7f) | (length > 0x7f ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
        return [.. prefix, .. _body.ToArray()];
    }

    /// <summary>Reads all messages of a frame.</summary>
    public static List<Received> Read(ReadOnlyMemory<byte> frame)
    {
        List<Received> received = [];
        while (!frame.IsEmpty)
        {
            var (length, shift, at) = (0, 0, 0);
            byte part;
            do
            {
                part = frame.Span[at++];
                length |= (part & 0x7f) << shift;
                shift += 7;
            }
            while (part >= 0x80);
            received.Add(ReadOne(frame.Span.Slice(at, length)));
            frame = frame[(at + length)..];
        }

        return received;
    }

    private static Received ReadOne(ReadOnlySpan<byte> body)
    {
        var reader = new PackReader(body);
        reader.Array();
        var type = (int)reader.Number()!.Value;
        if (type != InvocationType)
        {
            return new Received(type);
        }

        reader.EmptyMap();
        reader.Text();
        var target = reader.Text();
        var first = reader.Array() > 0 ? reader.Number() : null;
        if (target != ScriptCall)
        {
            return new Received(type, target, first);
        }

        // The script's name and its arguments come before the kind of result.
        reader.Text();
        reader.Text();
        return new Received(type, target, first, reader.Number() == ObjectResult);
    }

    private void Write(object? value)
    {
        switch (value)
        {
            case null:
                _body.WriteByte(Nil);
                break;
            case string text:
                Text(text);
                break;
            case bool isTrue:
                _body.WriteByte(isTrue ? True : False);
                break;
            default:
                Number(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void Array(int length) => _body.WriteByte((byte)(0x90 | length));

    private void Number(long number)
    {
        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = 0xd3;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], number);
        _body.Write(number is >= 0 and < 128 ? [(byte)number] : bytes);
    }

    private void Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> head = stackalloc byte[5];
        head[0] = 0xdb;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], utf8.Length);
        _body.Write(head);
        _body.Write(utf8);
    }

    private ref struct PackReader(ReadOnlySpan<byte> body)
    {
        private ReadOnlySpan<byte> _rest = body;

        public int Array() => Next() switch
        {
            >= 0x90 and <= 0x9f and var small => small & 0x0f,
            0xdc => (int)Big(2),
            var other => throw new NotSupportedException($"An array was expected, not {other:x2}."),
        };

        public void EmptyMap()
        {
            if (Next() != 0x80)
            {
                throw new NotSupportedException("Headers were not expected.");
            }
        }

        /// <summary>A whole number; nothing for any other value.</summary>
        public long? Number() => Next() switch
        {
            < 0x80 and var small => small,
            0xcc => (long)Big(1),
            0xcd => (long)Big(2),
            0xce => (long)Big(4),
            0xcf or 0xd3 => (long)Big(8),
            0xd0 => (sbyte)Big(1),
            0xd1 => (short)Big(2),
            0xd2 => (int)Big(4),
            _ => null,
        };

        public string? Text()
        {
            var length = Next() switch
            {
                Nil => -1,
                >= 0xa0 and <= 0xbf and var small => small & 0x1f,
                0xd9 => (int)Big(1),
                0xda => (int)Big(2),
                0xdb => (int)Big(4),
                var other => throw new NotSupportedException($"A text was expected, not {other:x2}."),
            };
            return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
        }

        private byte Next() => Take(1)[0];

        private ulong Big(int bytes)
        {
            var value = 0UL;
            foreach (var one in Take(bytes))
            {
                value = (value << 8) | one;
            }

            return value;
        }

        private ReadOnlySpan<byte> Take(int bytes)
        {
            var taken = _rest[..bytes];
            _rest = _rest[bytes..];
            return taken;
        }
    }
}
