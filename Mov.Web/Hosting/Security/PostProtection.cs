using Microsoft.AspNetCore.Antiforgery;

namespace Mov.Web.Hosting.Security;

/// <summary>What every post goes through.</summary>
internal static class PostProtection
{
    public static IServiceCollection AddPostProtection(this IServiceCollection services)
    {
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "mov-form";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // Said with the other headers.
            options.SuppressXFrameOptionsHeader = true;
        });
        var original = services.Last(service => service.ServiceType == typeof(IAntiforgery)).ImplementationType!;
        services.AddSingleton<IAntiforgery>(provider => new CookielessAntiforgery((IAntiforgery)ActivatorUtilities.CreateInstance(provider, original)));
        services.AddOptions<RateLimitSettings>().BindConfiguration(RateLimitSettings.Section)
            .Validate(RateLimitSettings.IsValid, "RateLimits: every limit must be at least 1.")
            .ValidateOnStart();
        return services.AddSingleton<PostLimiter>();
    }
}
