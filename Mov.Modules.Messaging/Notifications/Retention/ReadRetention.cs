using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Background;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Notifications.Retention;

/// <summary>Sees to it that read notifications go after the time of the settings: at the start, and every few hours.</summary>
internal sealed partial class ReadRetention(IRetention retention, IOptions<NotificationSettings> settings, TimeProvider time, ILogger<ReadRetention> logger) : RepeatedWork(Interval, time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    protected override Task WorkAsync(CancellationToken cancellationToken) => retention.ApplyAsync(settings.Value.KeepRead, Time.UtcMilliseconds(), cancellationToken);

    protected override void TellFailure(Exception failure) => LogRoundFailed(failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old notifications could not be let go; trying again")]
    private partial void LogRoundFailed(Exception failure);
}
