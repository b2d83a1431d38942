using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.Hosting;

/// <summary>What a request says of where it came from is believed from known proxies, and from nobody else.</summary>
public sealed class KnownProxyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("10.1.2.3", "https://events.example/account/login")]
    [InlineData("192.168.7.9", "https://events.example/account/login")]
    [InlineData("10.1.2.4", "http://localhost/account/login")]
    [InlineData("8.8.8.8", "http://localhost/account/login")]
    public async Task Host_and_scheme_are_taken_from_known_proxies_only(string sender, string leadsTo)
    {
        await using var site = MovSite.Start(
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Site:KnownProxies"] = "10.1.2.3, 192.168.0.0/16" }, replace: SentBy(sender));

        var answer = await site.NewVisitor().SendAsync(Forwarded("/account/profile"), Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.StartsWith(leadsTo, answer.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_known_proxies_nobody_is_believed()
    {
        await using var site = MovSite.Start(replace: SentBy("127.0.0.1"));

        var answer = await site.NewVisitor().SendAsync(Forwarded("/account/profile"), Cancellation);

        Assert.StartsWith("http://localhost/account/login", answer.Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("8.8.8.8", false)]
    public async Task Cookies_are_secure_behind_a_known_proxy_that_speaks_https(string sender, bool secure)
    {
        await using var site = MovSite.Start(
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Site:KnownProxies"] = "10.1.2.3" }, replace: SentBy(sender));

        var answer = await site.NewVisitor().SendAsync(Forwarded("/account/login"), Cancellation);

        Assert.Equal(secure, answer.Headers["Set-Cookie"].Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    private static HttpRequestMessage Forwarded(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Host", "events.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        return request;
    }

    private static Action<IServiceCollection> SentBy(string address) => services => services.AddSingleton<IStartupFilter>(new Sender(IPAddress.Parse(address)));

    /// <summary>The test server has no connections, so it is told where one comes from.</summary>
    private sealed class Sender(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
        {
            application.Use((context, onwards) =>
            {
                context.Connection.RemoteIpAddress = address;
                return onwards(context);
            });
            next(application);
        };
    }
}
