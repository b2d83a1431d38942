using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Mov.Modules.Shared.Caching;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Mail;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Site;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Shared;

/// <summary>What several modules need.</summary>
public static class SharedModule
{
    /// <summary>Registers the clock, the cache, live updates, mail and the outbox's bell for the storage mode.</summary>
    public static IServiceCollection AddSharedModule(this IServiceCollection services, StorageSettings storage)
    {
        services.AddSingleton(storage);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<OutboxWakeUp>();
        services.AddOptions<SiteSettings>().BindConfiguration(SiteSettings.Section);
        services.AddOptions<MailSettings>().BindConfiguration(MailSettings.Section);
        services.AddLanguages();
        services.AddMail();
        services.AddLiveUpdates(storage);
        services.AddCache(storage);
        return services;
    }

    private static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        // They hold no state of a request: one of each serves components, validators and mails.
        services.Replace(ServiceDescriptor.Singleton(typeof(IStringLocalizer<>), typeof(StringLocalizer<>)));
    }

    private static void AddMail(this IServiceCollection services) => services.AddSingleton<IMailSender>(provider =>
        provider.GetRequiredService<IOptions<MailSettings>>().Value.Smtp.Host is { Length: > 0 }
            ? ActivatorUtilities.CreateInstance<SmtpMailSender>(provider)
            : ActivatorUtilities.CreateInstance<FolderMailSender>(provider));

    private static void AddLiveUpdates(this IServiceCollection services, StorageSettings storage)
    {
        services.AddSingleton<LocalLiveUpdates>();
        services.AddSingleton<ILiveWatch>(provider => provider.GetRequiredService<LocalLiveUpdates>());
        if (storage.Mode == StorageMode.Embedded)
        {
            services.AddSingleton<ILiveUpdates>(provider => provider.GetRequiredService<LocalLiveUpdates>());
            return;
        }

        services.AddSingleton(_ => new RedisConnection(storage.ConnectionStrings["Redis"]));
        services.AddSingleton<RedisLiveUpdates>();
        services.AddSingleton<ILiveUpdates>(provider => provider.GetRequiredService<RedisLiveUpdates>());
        services.AddHostedService(provider => provider.GetRequiredService<RedisLiveUpdates>());
    }

    private static void AddCache(this IServiceCollection services, StorageSettings storage)
    {
        if (storage.Mode == StorageMode.Servers)
        {
            services.AddSingleton<IDistributedCache>(provider => new ImpatientCache(
                new RedisCache(Options.Create(new RedisCacheOptions
                {
                    InstanceName = storage.RedisPrefix,
                    ConnectionMultiplexerFactory = () => provider.GetRequiredService<RedisConnection>().GetAsync(),
                })),
                provider.GetRequiredService<TimeProvider>()));
        }

        services.AddHybridCache();
    }
}
