using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Mov.EndToEnd.Tests;

/// <summary>The proxy in front of several instances: a browser stays with the instance it came to, and moves on to another when that one is gone.</summary>
public sealed class Front : IAsyncDisposable
{
    /// <summary>Says in every answer which instance gave it.</summary>
    public const string InstanceHeader = "x-instance";

    private readonly WebApplication _proxy;

    private Front(WebApplication proxy, string address)
    {
        _proxy = proxy;
        Address = address;
    }

    /// <summary>Without a slash at the end.</summary>
    public string Address { get; }

    /// <param name="instances">Their addresses by name.</param>
    /// <param name="cancellationToken">The test's.</param>
    public static async Task<Front> StartAsync(IReadOnlyDictionary<string, string> instances, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "mov", Match = new RouteMatch { Path = "{**path}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "mov",
                    LoadBalancingPolicy = "RoundRobin",
                    SessionAffinity = new SessionAffinityConfig { Enabled = true, Policy = "HashCookie", FailurePolicy = "Redistribute", AffinityKeyName = "front" },
                    HealthCheck = new HealthCheckConfig
                    {
                        Active = new ActiveHealthCheckConfig { Enabled = true, Path = "/health/live", Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(5), Policy = "ConsecutiveFailures" },
                    },
                    Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["ConsecutiveFailuresHealthPolicy.Threshold"] = "2" },
                    Destinations = instances.ToDictionary(one => one.Key, one => new DestinationConfig { Address = one.Value }, StringComparer.Ordinal),
                },
            ]);
        var proxy = builder.Build();
        proxy.MapReverseProxy(pipeline =>
        {
            pipeline.Use((context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers[InstanceHeader] = context.Features.Get<IReverseProxyFeature>()?.ProxiedDestination?.DestinationId ?? "none";
                    return Task.CompletedTask;
                });
                return next();
            });
            pipeline.UseSessionAffinity();
            pipeline.UseLoadBalancing();
        });
        await proxy.StartAsync(cancellationToken);
        return new Front(proxy, proxy.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();
}
