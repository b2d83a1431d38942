using System.Net.Sockets;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Mov.Rig.Tests.Mongo;

public sealed class ConnectionTests : MongoServerTests
{
    [Theory]
    [InlineData("a length below the header's", "05000000" + "01000000" + "00000000" + "DD070000")]
    [InlineData("a length beyond all messages", "FFFFFF7F" + "01000000" + "00000000" + "DD070000")]
    [InlineData("an unknown operation", "14000000" + "01000000" + "00000000" + "0F270000" + "00000000")]
    [InlineData("a document that ends too early", "19000000" + "01000000" + "00000000" + "DD070000" + "00000000" + "00" + "FF000000")]
    [InlineData("no command", "14000000" + "01000000" + "00000000" + "DD070000" + "00000000")]
    public async Task A_client_that_sends_nonsense_is_cut_off_and_others_are_not(string what, string message)
    {
        var server = MongoUrl.Create(Mongo.Url).Server;
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, Cancellation);
        var stream = client.GetStream();

        await stream.WriteAsync(Convert.FromHexString(message), Cancellation);

        Assert.True(await EndsAsync(stream), what);
        await Messages.InsertOneAsync(Message(1), cancellationToken: Cancellation);
    }

    [Fact]
    public async Task A_query_that_takes_longer_than_it_may_is_ended()
    {
        await InsertMessagesAsync(3000);

        var failure = await Assert.ThrowsAnyAsync<MongoException>(() => Messages.Aggregate(new AggregateOptions { MaxTime = TimeSpan.FromMilliseconds(50) })
            .Lookup("messages", "event", "event", "others").Unwind("others").Sort("{ 'others.text': 1 }").ToListAsync(Cancellation));

        Assert.IsType<MongoExecutionTimeoutException>(failure);
    }

    [Fact]
    public async Task Many_clients_work_at_once()
    {
        const int Clients = 40;
        const int Each = 25;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var index = 0; index < Each; index++)
                await Messages.InsertOneAsync(Message((client * Each) + index), cancellationToken: Cancellation);
        }));

        Assert.Equal(Clients * Each, await Messages.CountDocumentsAsync(Where.Empty, cancellationToken: Cancellation));
    }

    private static async Task<bool> EndsAsync(NetworkStream stream)
    {
        try
        {
            return await stream.ReadAsync(new byte[1024], Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation) == 0
                // MongoDB answers some of it in words before it closes.
                || await stream.ReadAsync(new byte[1024], Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
