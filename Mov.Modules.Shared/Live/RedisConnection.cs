using StackExchange.Redis;

namespace Mov.Modules.Shared.Live;

/// <summary>The one connection to Redis. It is opened in the background, comes back by itself, and whoever cannot wait looks at <see cref="Current"/>.</summary>
public sealed class RedisConnection(string connectionString) : IAsyncDisposable
{
    private readonly Lazy<Task<IConnectionMultiplexer>> _connection = new(() => ConnectAsync(connectionString));

    /// <summary>The connection, once it was opened; it may be away at the moment.</summary>
    public IConnectionMultiplexer? Current => GetAsync() is { IsCompletedSuccessfully: true } opened ? opened.Result : null;

    /// <summary>The connection object; opening it takes a few seconds when Redis is away, and then it goes on trying.</summary>
    public Task<IConnectionMultiplexer> GetAsync() => _connection.Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated)
        {
            await (await _connection.Value).DisposeAsync();
        }
    }

    private static async Task<IConnectionMultiplexer> ConnectAsync(string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = Math.Min(options.ConnectTimeout, 2000);
        options.ReconnectRetryPolicy = new LinearRetry(1000);
        // A command for a server that is away fails at once instead of waiting for it.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        return await ConnectionMultiplexer.ConnectAsync(options);
    }
}
