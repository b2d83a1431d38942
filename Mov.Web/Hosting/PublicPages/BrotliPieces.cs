using System.Buffers;
using System.IO.Compression;

namespace Mov.Web.Hosting.PublicPages;

/// <summary>Brotli's fastest level in pieces that end at whole bytes. It refers to nothing outside of what it packs, so that a piece means the same wherever it stands:
/// what is the same in many answers is packed once.</summary>
internal static class BrotliPieces
{
    private const int Quality = 0;
    private const int Window = 22;

    // The end of every stream: a last block without content.
    private const byte End = 0b11;

    // What every stream begins with: how far back it may refer.
    private static readonly byte[] Beginning = Begin();

    /// <summary>A whole answer.</summary>
    public static byte[] Join(params ReadOnlySpan<ReadOnlyMemory<byte>> pieces)
    {
        var length = Beginning.Length + 1;
        foreach (var piece in pieces)
        {
            length += piece.Length;
        }

        var whole = new byte[length];
        Beginning.CopyTo(whole, 0);
        var at = Beginning.Length;
        foreach (var piece in pieces)
        {
            piece.Span.CopyTo(whole.AsSpan(at));
            at += piece.Length;
        }

        whole[at] = End;
        return whole;
    }

    /// <summary>One piece, packed.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> content)
    {
        var room = ArrayPool<byte>.Shared.Rent(Beginning.Length + BrotliEncoder.GetMaxCompressedLength(content.Length) + Beginning.Length);
        using var encoder = new BrotliEncoder(Quality, Window);
        try
        {
            // First it says what every stream begins with; the next writes over that.
            _ = Flush(encoder, room);
            if (encoder.Compress(content, room, out _, out var packed, isFinalBlock: false) != OperationStatus.Done)
            {
                throw NoRoom();
            }

            return room[..(packed + Flush(encoder, room.AsSpan(packed)))];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    private static byte[] Begin()
    {
        using var encoder = new BrotliEncoder(Quality, Window);
        var room = new byte[16];
        return room[..Flush(encoder, room)];
    }

    private static int Flush(BrotliEncoder encoder, Span<byte> room) =>
        encoder.Flush(room, out var written) == OperationStatus.Done ? written : throw NoRoom();

    private static InvalidOperationException NoRoom() => new("Brotli had no room.");
}
