using System.Buffers.Binary;

namespace Mov.MongoGateway.Wire;

/// <summary>Puts replies on a connection, in the form in which the request came.</summary>
internal static class WireWriter
{
    private const int AwaitCapable = 1 << 3;

    private static int _lastId;

    public static async Task WriteAsync(Stream stream, WireRequest request, byte[] document, CancellationToken cancellationToken)
    {
        var message = request.OpCode is OpCode.Query ? Reply(document) : Message(document);
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(4), Interlocked.Increment(ref _lastId));
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(8), request.Id);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(12), (int)(request.OpCode is OpCode.Query ? OpCode.Reply : OpCode.Message));
        await stream.WriteAsync(message, cancellationToken);
    }

    // OP_MSG: no flags, one section of kind 0.
    private static byte[] Message(byte[] document)
    {
        var message = new byte[WireReader.HeaderLength + 5 + document.Length];
        document.CopyTo(message, WireReader.HeaderLength + 5);
        return message;
    }

    // OP_REPLY: flags, no cursor, from 0, one document.
    private static byte[] Reply(byte[] document)
    {
        var message = new byte[WireReader.HeaderLength + 20 + document.Length];
        var body = message.AsSpan(WireReader.HeaderLength);
        BinaryPrimitives.WriteInt32LittleEndian(body, AwaitCapable);
        BinaryPrimitives.WriteInt32LittleEndian(body[16..], 1);
        document.CopyTo(body[20..]);
        return message;
    }
}
