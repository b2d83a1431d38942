using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Mov.Modules.Shared.Storage;
using StackExchange.Redis;

namespace Mov.Modules.Shared.Live;

/// <summary>Live updates across instances: this process at once, the others through one Redis channel. While Redis is away each instance serves its own
/// people, and when it is back every subscriber is told to read again.</summary>
internal sealed partial class RedisLiveUpdates(LocalLiveUpdates local, RedisConnection redis, StorageSettings storage, ILogger<RedisLiveUpdates> logger) : BackgroundService, ILiveUpdates
{
    private const char Separator = '\u001f';
    private readonly RedisChannel _channel = RedisChannel.Literal(storage.RedisPrefix + "live");
    private readonly string _instance = Guid.NewGuid().ToString("N");

    public void Publish(string topic, string payload = "")
    {
        local.Publish(topic, payload);
        if (redis.Current is { IsConnected: true } connection)
        {
            connection.GetSubscriber().Publish(_channel, string.Join(Separator, _instance, topic, payload), CommandFlags.FireAndForget);
        }
    }

    public IDisposable Subscribe(string topic, Func<LiveUpdate, Task> onUpdate) => local.Subscribe(topic, onUpdate);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var connection = await redis.GetAsync().WaitAsync(stoppingToken);
            connection.ConnectionFailed += (_, _) => local.PublishMayHaveMissed();
            connection.ConnectionRestored += (_, _) => local.PublishMayHaveMissed();
            await connection.GetSubscriber().SubscribeAsync(_channel, (_, message) => Receive(message)).WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops before Redis was there.
        }
        catch (RedisException failure)
        {
            LogNotSubscribed(failure);
        }
    }

    private void Receive(RedisValue message)
    {
        if (((string?)message)?.Split(Separator) is [var instance, var topic, var payload] && instance != _instance)
        {
            local.Publish(topic, payload);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Live updates of other instances are not received")]
    private partial void LogNotSubscribed(Exception failure);
}
