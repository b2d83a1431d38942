using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mov.Modules.Events.Organizers;

/// <summary>Reviews the organizers' standings once a minute.</summary>
internal sealed partial class OrganizerReview(IServiceScopeFactory scopes, TimeProvider time, ILogger<OrganizerReview> logger) : BackgroundService
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
                await scope.ServiceProvider.GetRequiredService<OrganizerStandings>().ReviewAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // A database is away; the next round sees the same and more.
                LogFailed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The organizers' standings could not be reviewed; trying again in a minute")]
    private partial void LogFailed(Exception failure);
}
