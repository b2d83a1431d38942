using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Notifications.Retention;

/// <summary>Sees to it that read notifications go after the time of the settings: at the start, and every few hours.</summary>
internal sealed partial class ReadRetention(IRetention retention, IOptions<NotificationSettings> settings, TimeProvider time, ILogger<ReadRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await retention.ApplyAsync(settings.Value.KeepRead, time.UtcMilliseconds(), stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The store is away; what is old stays old.
                LogRoundFailed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old notifications could not be let go; trying again")]
    private partial void LogRoundFailed(Exception failure);
}
