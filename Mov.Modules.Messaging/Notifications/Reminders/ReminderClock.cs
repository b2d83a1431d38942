using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mov.Modules.Messaging.Notifications.Reminders;

/// <summary>Looks every minute whether an event comes close enough to remind of it.</summary>
internal sealed partial class ReminderClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<ReminderClock> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<ReminderRound>().RunAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // A database is away; what is due stays due.
                LogRoundFailed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminders could not be written; trying again")]
    private partial void LogRoundFailed(Exception failure);
}
