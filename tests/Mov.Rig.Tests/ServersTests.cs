using Mov.Testing;
using Npgsql;
using StackExchange.Redis;

namespace Mov.Rig.Tests;

public sealed class ServersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostgreSQL_keeps_what_it_has_confirmed_and_takes_many_connections()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync("mov_rig", Cancellation);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);

        Assert.Equal("on", await AskAsync(source, "SHOW fsync"));
        Assert.Equal("on", await AskAsync(source, "SHOW full_page_writes"));
        Assert.True(int.Parse(await AskAsync(source, "SHOW max_connections"), provider: null) >= 100);
        Assert.Equal("UTF8", await AskAsync(source, "SHOW server_encoding"));
    }

    [Fact]
    public async Task A_database_of_a_test_is_gone_after_it()
    {
        TestAppDatabases databases;
        await using (databases = await TestPostgres.CreateAppDatabasesAsync(Cancellation))
        {
            await using var source = NpgsqlDataSource.Create(databases.Events.ConnectionString);
            Assert.Equal(databases.Events.Name, await AskAsync(source, "SELECT current_database()::text"));
            Assert.StartsWith("mov_events_", databases.Events.Name, StringComparison.Ordinal);
        }

        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(TestPostgres.Server) { Database = "postgres" });
        Assert.Equal("0", await AskAsync(
            server,
            $"SELECT count(*)::text FROM pg_database WHERE datname IN ('{databases.Auth.Name}', '{databases.Events.Name}', '{databases.Enrollments.Name}')"));
    }

    [Fact]
    public async Task Redis_carries_a_message_from_one_client_to_another()
    {
        await using var redis = TestRedis.Open();
        await using var one = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        await using var other = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var channel = RedisChannel.Literal($"{redis.Prefix}seats");
        await other.GetSubscriber().SubscribeAsync(channel, (_, message) => heard.TrySetResult(message.ToString()));

        await one.GetSubscriber().PublishAsync(channel, "3 left");

        Assert.Equal("3 left", await heard.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
    }

    [Fact]
    public async Task Redis_keeps_a_value_under_the_prefix_of_a_test_until_the_test_is_over()
    {
        RedisKey key;
        await using (var redis = TestRedis.Open())
        {
            key = $"{redis.Prefix}greeting";
            await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
            await connection.GetDatabase().StringSetAsync(key, "hello");
            Assert.Equal("hello", await connection.GetDatabase().StringGetAsync(key));
        }

        await using var later = await ConnectionMultiplexer.ConnectAsync(TestRedis.Open().ConnectionString);
        Assert.False(await later.GetDatabase().KeyExistsAsync(key));
    }

    private static async Task<string> AskAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
