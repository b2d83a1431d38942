using System.Buffers.Binary;
using System.Text;
using MongoDB.Bson;

namespace Mov.MongoGateway.Wire;

/// <summary>Takes messages from a connection.</summary>
internal static class WireReader
{
    public const int HeaderLength = 16;
    public const int LongestMessage = 48_000_000;

    private const int ChecksumPresent = 1;
    private const int MoreToCome = 1 << 1;

    /// <returns>Null when the client has closed the connection.</returns>
    /// <exception cref="InvalidDataException">These bytes are no message that a driver sends.</exception>
    public static async Task<WireRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        var read = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken);
        if (read < HeaderLength)
            return null;

        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        var id = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4));
        var opCode = (OpCode)BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12));
        if (length is < HeaderLength or > LongestMessage)
            throw new InvalidDataException($"a message of {length} bytes");

        var body = new byte[length - HeaderLength];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return Parse(id, opCode, body);
    }

    public static WireRequest Parse(int id, OpCode opCode, byte[] body)
    {
        try
        {
            return opCode switch
            {
                OpCode.Message => ParseMessage(id, body),
                OpCode.Query => ParseQuery(id, body),
                _ => throw new InvalidDataException($"operation {(int)opCode} is not spoken here"),
            };
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("a message that ends too early", malformed);
        }
    }

    // OP_MSG: flags, then sections: kind 0 is the command itself, kind 1 a sequence of documents that belongs into it.
    private static WireRequest ParseMessage(int id, byte[] body)
    {
        var flags = BinaryPrimitives.ReadInt32LittleEndian(body);
        var end = (flags & ChecksumPresent) != 0 ? body.Length - 4 : body.Length;
        BsonDocument? command = null;
        var sequences = new List<(string Name, BsonArray Documents)>();
        for (var position = 4; position < end;)
        {
            var kind = body[position++];
            switch (kind)
            {
                case 0:
                    command = Shallow(ReadDocument(body, ref position));
                    break;
                case 1:
                    sequences.Add(ReadSequence(body, ref position));
                    break;
                default:
                    throw new InvalidDataException($"a section of kind {kind}");
            }
        }

        if (command is null)
            throw new InvalidDataException("a message without a command");

        foreach (var (name, documents) in sequences)
            command[name] = documents;
        return new WireRequest(id, OpCode.Message, command, ExpectsReply: (flags & MoreToCome) == 0);
    }

    private static (string Name, BsonArray Documents) ReadSequence(byte[] body, ref int position)
    {
        var end = position + BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(position));
        position += 4;
        var name = ReadText(body, ref position);
        var documents = new BsonArray();
        while (position < end)
            documents.Add(ReadDocument(body, ref position));
        return (name, documents);
    }

    // OP_QUERY: flags, "database.$cmd", skip, limit, command. Drivers greet with it before they know what the server speaks.
    private static WireRequest ParseQuery(int id, byte[] body)
    {
        var position = 4;
        var collection = ReadText(body, ref position);
        var database = collection.Split('.', 2) is [var name, "$cmd"]
            ? name
            : throw new InvalidDataException($"a query of {collection} in the old form");
        position += 8;
        var command = Shallow(ReadDocument(body, ref position));
        command["$db"] = database;
        return new WireRequest(id, OpCode.Query, command, ExpectsReply: true);
    }

    private static RawBsonDocument ReadDocument(byte[] body, ref int position)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(position));
        if (length < 5)
            throw new InvalidDataException($"a document of {length} bytes");

        var document = new RawBsonDocument(body[position..(position + length)]);
        position += length;
        return document;
    }

    // Only the command's own fields are unpacked; what they hold stays as it came.
    private static BsonDocument Shallow(RawBsonDocument document) => new(document.Elements);

    private static string ReadText(byte[] body, ref int position)
    {
        var end = Array.IndexOf(body, (byte)0, position);
        if (end < 0)
            throw new InvalidDataException("a text without an end");

        var text = Encoding.UTF8.GetString(body, position, end - position);
        position = end + 1;
        return text;
    }
}
