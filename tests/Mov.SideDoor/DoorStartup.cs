using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(Mov.SideDoor.DoorStartup))]

namespace Mov.SideDoor;

/// <summary>Puts a door into the real program, which a test opens by environment variables: POST an <see cref="Ask"/> to it and read the <see cref="Answer"/>.
/// Everything behind it is the program's own.</summary>
public sealed class DoorStartup : IHostingStartup, IStartupFilter
{
    public const string Path = "/side-door";

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(this));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        application.Use((HttpContext context, RequestDelegate onwards) => context.Request.Path == Path ? AnswerAsync(context) : onwards(context));
        next(application);
    };

    private static async Task AnswerAsync(HttpContext context)
    {
        var ask = await context.Request.ReadFromJsonAsync<Ask>(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(await Deeds.DoAsync(context.RequestServices, ask!, context.RequestAborted), context.RequestAborted);
    }
}
