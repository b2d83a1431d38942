using Mov.Modules.Auth;
using Mov.Modules.Enrollments;
using Mov.Modules.Events;
using Mov.Modules.Messaging;
using Mov.Modules.Shared;
using Mov.Modules.Shared.Storage;
using Mov.Web.Hosting.Health;
using Mov.Web.Hosting.Languages;
using Mov.Web.Hosting.PublicPages;
using Mov.Web.Hosting.Security;
using Mov.Web.Hosting.Sessions;
using Mov.Web.Hosting.Start;
using Mov.Web.Hosting.Verbs;
using Mov.Web.Layout;
using Mov.Web.Pages;

return await CommandLine.RunAsync(args, async call =>
{
    var builder = WebApplication.CreateBuilder(call.Settings);
    var storage = StorageSettings.From(builder.Configuration, builder.Environment.ContentRootPath, builder.Environment.IsProduction());

    builder.Services
        .AddSharedModule(storage)
        .AddAuthModule(storage)
        .AddEventsModule(storage)
        .AddEnrollmentsModule(storage)
        .AddMessagingModule(storage);

    builder.Services
        .AddPages()
        .AddPageCache()
        .AddEventPages()
        .AddSessions()
        .AddPostProtection()
        .AddHealth()
        .AddKnownProxies(builder.Configuration);
    builder.WebHost.ConfigureKestrel(Limits.Apply);

    if (call.Verb is not null)
    {
        // A verb says itself what it did and what went wrong.
        builder.Logging.ClearProviders();
    }

    var app = builder.Build();
    if (call.Verb is { } verb)
    {
        return await verb.RunAsync(app.Services, call.Output);
    }

    // The pages are mapped meanwhile.
    var preparing = app.PrepareStorageAsync();

    app.UseForwardedHeaders();
    app.UseSecurityHeaders();
    app.UsePageCache();
    app.UseErrorPages();
    app.UsePageLanguage();
    app.UseResponseCompression();
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseCircuitGate();
    app.UseAntiforgery();
    app.UseHeldPosts();

    app.MapStaticAssets();
    app.MapHealth();
    app.MapLanguageSwitch();
    app.MapEventFiles();
    app.MapPages<App>();

    await preparing;
    await app.RunAsync();
    return 0;
});

/// <summary>The entry point, named for tests that start the application in-process.</summary>
public partial class Program;
