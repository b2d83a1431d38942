using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mov.Modules.Shared.Background;

namespace Mov.Modules.Events.Organizers;

/// <summary>Reviews the organizers' standings once a minute.</summary>
internal sealed partial class OrganizerReview(IServiceScopeFactory scopes, TimeProvider time, ILogger<OrganizerReview> logger) : RepeatedWork(Interval, time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OrganizerStandings>().ReviewAsync(cancellationToken);
    }

    protected override void TellFailure(Exception failure) => LogFailed(failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The organizers' standings could not be reviewed; trying again in a minute")]
    private partial void LogFailed(Exception failure);
}
