using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Mov.Modules.Shared.Storage;
using StackExchange.Redis;

namespace Mov.Modules.Shared.Live;

/// <summary>Live updates across instances: this process at once, the others through one Redis channel. While Redis is away each instance serves its own
/// people. When it is back, every subscriber of every instance is told to read again, and not before this instance hears the others: each says a word into
/// the channel until it hears itself, and whoever hears such a word reads again, because the one who says it may have spoken to nobody meanwhile.</summary>
internal sealed partial class RedisLiveUpdates(LocalLiveUpdates local, RedisConnection redis, StorageSettings storage, TimeProvider time, ILogger<RedisLiveUpdates> logger) : BackgroundService, ILiveUpdates
{
    private const char Separator = '\u001f';
    private static readonly TimeSpan EchoPatience = TimeSpan.FromSeconds(1);
    private readonly RedisChannel _channel = RedisChannel.Literal(storage.RedisPrefix + "live");
    private readonly string _instance = Guid.NewGuid().ToString("N");
    private readonly SemaphoreSlim _restored = new(0, 1);
    private int _isEchoDue;

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
            connection.ConnectionRestored += (_, _) => AskForEcho();
            // Kept by the connection and made good by itself once Redis is there.
            connection.GetSubscriber().Subscribe(_channel, (_, message) => Receive(message), CommandFlags.FireAndForget);
            AskForEcho();
            await SayUntilHeardAsync(connection, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (RedisException failure)
        {
            LogNotSubscribed(failure);
        }
    }

    private void Receive(RedisValue message)
    {
        if (((string?)message)?.Split(Separator) is not [var instance, var topic, var payload])
        {
            return;
        }

        if (topic.Length == 0)
        {
            if (instance == _instance)
            {
                Volatile.Write(ref _isEchoDue, 0);
            }

            local.PublishMayHaveMissed();
        }
        else if (instance != _instance)
        {
            local.Publish(topic, payload);
        }
    }

    private void AskForEcho()
    {
        if (Interlocked.Exchange(ref _isEchoDue, 1) == 0)
        {
            _restored.Release();
        }
    }

    private async Task SayUntilHeardAsync(IConnectionMultiplexer connection, CancellationToken stoppingToken)
    {
        while (true)
        {
            await _restored.WaitAsync(stoppingToken);
            while (Volatile.Read(ref _isEchoDue) == 1)
            {
                if (connection.IsConnected)
                {
                    connection.GetSubscriber().Publish(_channel, string.Join(Separator, _instance, "", ""), CommandFlags.FireAndForget);
                }

                await Task.Delay(EchoPatience, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Live updates of other instances are not received")]
    private partial void LogNotSubscribed(Exception failure);
}
