using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mov.Modules.Shared.Background;

namespace Mov.Modules.Messaging.Notifications.Reminders;

/// <summary>Looks every minute whether an event comes close enough to remind of it.</summary>
internal sealed partial class ReminderClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<ReminderClock> logger) : RepeatedWork(Interval, time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ReminderRound>().RunAsync(cancellationToken);
    }

    protected override void TellFailure(Exception failure) => LogRoundFailed(failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminders could not be written; trying again")]
    private partial void LogRoundFailed(Exception failure);
}
