using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Mov.Modules.Shared.Storage;
using IPNetwork = System.Net.IPNetwork;

namespace Mov.Web.Hosting.Security;

/// <summary>Forwarded headers are believed only when they come from the proxies of <c>Site:KnownProxies</c>: addresses or networks, separated by commas or as a list.</summary>
internal static class KnownProxies
{
    private const string Key = "Site:KnownProxies";

    public static IServiceCollection AddKnownProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var given = Read(configuration);
        var networks = given.Where(entry => entry.Contains('/', StringComparison.Ordinal)).Select(ParseNetwork).ToList();
        var addresses = given.Where(entry => !entry.Contains('/', StringComparison.Ordinal)).Select(ParseAddress).ToList();
        return services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            options.ForwardedHeaders = given.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            addresses.ForEach(options.KnownProxies.Add);
            networks.ForEach(options.KnownIPNetworks.Add);
        });
    }

    private static List<string> Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Key);
        return [.. section.GetChildren().Select(child => child.Value).Append(section.Value)
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }

    private static IPAddress ParseAddress(string entry) => IPAddress.TryParse(entry, out var address) ? address : throw Wrong(entry);

    private static IPNetwork ParseNetwork(string entry) => IPNetwork.TryParse(entry, out var network) ? network : throw Wrong(entry);

    private static SettingException Wrong(string entry) => new($"{Key} has '{entry}', which is neither an address nor a network such as 10.0.0.0/8.");
}
