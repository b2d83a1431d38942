using Microsoft.Extensions.Diagnostics.HealthChecks;
using Mov.Modules.Shared.Live;

namespace Mov.Web.Hosting.Health;

/// <summary>Whether Redis answers, where the storage mode has one.</summary>
internal sealed class RedisHealth(IServiceProvider services) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (services.GetService<RedisConnection>() is not { } redis)
        {
            return HealthCheckResult.Healthy("not used: storage is embedded");
        }

        try
        {
            if (redis.Current is not { IsConnected: true } connection)
            {
                return new HealthCheckResult(context.Registration.FailureStatus, "does not answer");
            }

            await connection.GetDatabase().PingAsync().WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StackExchange.Redis.RedisException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "does not answer");
        }
    }
}
