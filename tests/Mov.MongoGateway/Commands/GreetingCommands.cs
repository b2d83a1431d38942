using MongoDB.Bson;
using Mov.MongoGateway.Engine;

namespace Mov.MongoGateway.Commands;

/// <summary>What drivers ask before and between the work: who is there, what can it do, is it alive.</summary>
internal sealed class GreetingCommands(DocumentDb engine, TimeProvider time)
{
    private const string Version = "7.0.0";
    private const int WireVersion = 21;

    private static readonly byte[] Ok = new BsonDocument("ok", 1.0).ToBson();

    public void AddTo(Dictionary<string, Handler> handlers)
    {
        handlers["hello"] = (request, _) => Task.FromResult(Hello(request, "isWritablePrimary"));
        handlers["ismaster"] = (request, _) => Task.FromResult(Hello(request, "ismaster"));
        handlers["isMaster"] = handlers["ismaster"];
        handlers["ping"] = PingAsync;
        handlers["buildInfo"] = (_, _) => Task.FromResult(BuildInfo());
        handlers["buildinfo"] = handlers["buildInfo"];
        // Sessions only carry ids here: there is nothing to end or to keep.
        handlers["endSessions"] = (_, _) => Task.FromResult(Ok);
        handlers["refreshSessions"] = handlers["endSessions"];
    }

    private async Task<byte[]> PingAsync(Request request, CancellationToken cancellationToken)
    {
        await engine.CallAsync<int>("SELECT 1", cancellationToken);
        return Ok;
    }

    // A standalone server: without a replica set's name drivers neither retry writes nor start transactions.
    private byte[] Hello(Request request, string primaryField) => new BsonDocument
    {
        ["helloOk"] = true,
        [primaryField] = true,
        ["maxBsonObjectSize"] = 16 * 1024 * 1024,
        ["maxMessageSizeBytes"] = Wire.WireReader.LongestMessage,
        ["maxWriteBatchSize"] = 100_000,
        ["localTime"] = time.GetUtcNow().UtcDateTime,
        ["logicalSessionTimeoutMinutes"] = 30,
        ["connectionId"] = request.ClientId,
        ["minWireVersion"] = 0,
        ["maxWireVersion"] = WireVersion,
        ["readOnly"] = false,
        ["ok"] = 1.0,
    }.ToBson();

    private static byte[] BuildInfo() => new BsonDocument
    {
        ["version"] = Version,
        ["versionArray"] = new BsonArray { 7, 0, 0, 0 },
        ["gitVersion"] = "DocumentDB behind Mov.MongoGateway",
        ["modules"] = new BsonArray(),
        ["bits"] = 64,
        ["debug"] = false,
        ["maxBsonObjectSize"] = 16 * 1024 * 1024,
        ["ok"] = 1.0,
    }.ToBson();
}
