using Microsoft.Extensions.Options;

namespace Mov.Web.Hosting.PublicPages;

/// <summary>Puts the cache in front of the pages.</summary>
internal static class PageCacheRegistration
{
    public static IServiceCollection AddPageCache(this IServiceCollection services)
    {
        services.AddOptions<PageCacheSettings>().BindConfiguration(PageCacheSettings.Section)
            .Validate(PageCacheSettings.IsValid, "PageCache: no size may be negative.")
            .ValidateOnStart();
        services.AddSingleton(provider => new PageStore(provider.GetRequiredService<IOptions<PageCacheSettings>>().Value, provider.GetRequiredService<TimeProvider>()));
        return services.AddSingleton<PageGenerations>().AddSingleton<PublicLists>().AddSingleton<PublicEvents>().AddSingleton<EventCards>().AddSingleton<FirstPaint>().AddSingleton<PageCache>();
    }

    public static void UsePageCache(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<PageCacheSettings>>().Value is { Megabytes: 0, SearchMegabytes: 0 })
        {
            return;
        }

        var cache = app.Services.GetRequiredService<PageCache>();
        app.Use(next => context => cache.InvokeAsync(context, next));
    }
}
