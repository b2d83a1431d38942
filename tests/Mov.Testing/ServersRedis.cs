using StackExchange.Redis;

namespace Mov.Testing;

/// <summary>A corner of the Redis server of <c>MOV_TEST_REDIS</c> of one test's own: what it keeps and publishes starts with <see cref="Prefix"/>.</summary>
public sealed class TestRedis : IAsyncDisposable
{
    private TestRedis(string connectionString) => ConnectionString = connectionString;

    /// <summary>The server's StackExchange.Redis connection string.</summary>
    public string ConnectionString { get; }

    /// <summary>Start of the names of keys and channels; the keys under it are deleted when disposed.</summary>
    public string Prefix { get; } = $"mov-test-{Servers.UniqueSuffix()}:";

    /// <summary>Skips the test when there is no server.</summary>
    public static TestRedis Open() => new(Servers.Require(Servers.RedisVariable));

    public async ValueTask DisposeAsync()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(ConnectionString);
        var database = connection.GetDatabase();
        foreach (var server in connection.GetServers())
        {
            await foreach (var key in server.KeysAsync(pattern: $"{Prefix}*"))
                await database.KeyDeleteAsync(key);
        }
    }
}
