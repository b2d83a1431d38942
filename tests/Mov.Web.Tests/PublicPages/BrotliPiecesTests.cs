using System.IO.Compression;
using System.Text;
using Mov.Web.Hosting.PublicPages;

namespace Mov.Web.Tests.PublicPages;

/// <summary>A piece means the same wherever it stands.</summary>
public sealed class BrotliPiecesTests
{
    private static readonly byte[][] Contents =
    [
        [],
        "x"u8.ToArray(),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3000).Select(number => $"<article class=\"card\"><h3>Meeting {number % 7}</h3></article>"))),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3000).Select(number => $".card-{number % 7}{{color:var(--ink)}}"))),
        Noise(300_000),
    ];

    [Fact]
    public void Pieces_say_the_same_in_any_order_and_again()
    {
        var packed = Array.ConvertAll(Contents, content => BrotliPieces.Pack(content));
        for (var first = 0; first < Contents.Length; first++)
        {
            for (var second = 0; second < Contents.Length; second++)
            {
                var whole = BrotliPieces.Join(packed[first], packed[second], packed[first]);

                Assert.Equal([.. Contents[first], .. Contents[second], .. Contents[first]], Unpack(whole));
            }
        }
    }

    [Fact]
    public void What_repeats_itself_gets_smaller() =>
        Assert.InRange(BrotliPieces.Pack(Contents[2]).Length, 1, Contents[2].Length / 20);

    [Fact]
    public void Nothing_is_an_answer_too() => Assert.Empty(Unpack(BrotliPieces.Join()));

    private static byte[] Unpack(byte[] packed)
    {
        using var unpacked = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var content = new MemoryStream();
        unpacked.CopyTo(content);
        return content.ToArray();
    }

    // Nothing to pack, and more than one block.
    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(7).NextBytes(noise);
        return noise;
    }
}
