using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Mov.Modules.Shared.Storage;

namespace Mov.Web.Hosting.Health;

/// <summary>Liveness and readiness for operators. Without a relational database MOV is not ready; without MongoDB or Redis it is degraded and goes on.</summary>
internal static class HealthRegistration
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        var checks = services.AddHealthChecks();
        foreach (var database in new[] { DatabaseNames.Auth, DatabaseNames.Events, DatabaseNames.Enrollments })
        {
            checks.Add(new HealthCheckRegistration(database, provider => ActivatorUtilities.CreateInstance<DatabaseHealth>(provider, database), HealthStatus.Unhealthy, null, Patience));
        }

        foreach (var database in new[] { DatabaseNames.Chat, DatabaseNames.Notifications })
        {
            checks.Add(new HealthCheckRegistration(database, provider => ActivatorUtilities.CreateInstance<DatabaseHealth>(provider, database), HealthStatus.Degraded, null, Patience));
        }

        checks.Add(new HealthCheckRegistration("redis", provider => ActivatorUtilities.CreateInstance<RedisHealth>(provider), HealthStatus.Degraded, null, Patience));
        return services;
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    // Names and states only: what went wrong exactly is for the log.
    private static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", report.Status.ToString());
        json.WriteStartObject("checks");
        foreach (var (name, entry) in report.Entries)
        {
            json.WriteStartObject(name);
            json.WriteString("status", entry.Status.ToString());
            if (entry.Description is { } description)
            {
                json.WriteString("description", description);
            }

            foreach (var (key, value) in entry.Data)
            {
                json.WritePropertyName(key);
                JsonSerializer.Serialize(json, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
