using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data;

/// <summary>Where the relational databases' integer keys meet the seed's <c>ObjectId</c> references: a key <c>n</c> is the ObjectId whose
/// last four bytes are <c>n</c> and the rest zero (42 ↔ 00000000000000000000002a).</summary>
internal static class ObjectIds
{
    private const int Length = 12;

    /// <summary>The reference to a row.</summary>
    public static ObjectId ToReference(int key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(key);
        var bytes = new byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Length - sizeof(int)), key);
        return new ObjectId(bytes);
    }

    /// <summary>The row's key; <see langword="null"/> for an ObjectId that refers to no row.</summary>
    public static int? ToKey(ObjectId reference)
    {
        var bytes = reference.ToByteArray().AsSpan();
        var key = BinaryPrimitives.ReadInt32BigEndian(bytes[^sizeof(int)..]);
        return key >= 0 && !bytes[..^sizeof(int)].ContainsAnyExcept((byte)0) ? key : null;
    }

    /// <summary>An id that follows from what it stands for, so that writing the same thing twice is one document.</summary>
    public static ObjectId Derive(params ReadOnlySpan<object> parts)
    {
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{string.Join('\n', parts!)}");
        return new ObjectId(SHA256.HashData(Encoding.UTF8.GetBytes(name))[..Length]);
    }

    /// <summary>Reads what somebody sent as an id.</summary>
    public static ObjectId? Parse(string? text) => text is { Length: 2 * Length } && ObjectId.TryParse(text, out var id) ? id : null;
}
