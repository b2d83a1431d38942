using Microsoft.Extensions.Diagnostics.HealthChecks;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Web.Hosting.Health;

/// <summary>Whether one database answers, and what its outbox still holds.</summary>
internal sealed class DatabaseHealth(string name, IEnumerable<IModuleDatabase> databases, IEnumerable<IOutbox> outboxes) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var away = new HealthCheckResult(context.Registration.FailureStatus, "does not answer");
        try
        {
            if (databases.FirstOrDefault(database => string.Equals(database.Database, name, StringComparison.Ordinal)) is not { } found
                || !await found.AnswersAsync(cancellationToken))
            {
                return away;
            }

            var waiting = 0;
            var parked = 0;
            foreach (var outbox in outboxes.Where(outbox => string.Equals(outbox.Database, name, StringComparison.Ordinal)))
            {
                var backlog = await outbox.CountAsync(cancellationToken);
                waiting += backlog.Waiting;
                parked += backlog.Parked;
            }

            var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["outboxWaiting"] = waiting, ["outboxParked"] = parked };
            return parked > 0
                ? HealthCheckResult.Degraded("outbox rows were given up; see parked_at and last_error in the table outbox", data: data)
                : HealthCheckResult.Healthy(data: data);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return away;
        }
    }
}
