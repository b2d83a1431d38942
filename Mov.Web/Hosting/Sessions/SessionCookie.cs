using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Mov.Modules.Auth.Contracts;
using Mov.Web.Hosting.Start;

namespace Mov.Web.Hosting.Sessions;

/// <summary>Signed-in people carry a cookie that is checked with every request: it ends when the account is deactivated or the password changes.</summary>
internal static class SessionCookie
{
    public const string Name = "mov";

    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = Name;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = TimeSpan.FromDays(14);
            options.SlidingExpiration = true;
            options.LoginPath = "/account/login";
            options.ReturnUrlParameter = ReturnUrl.Parameter;
            options.Events.OnValidatePrincipal = CheckAsync;
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        services.AddAuthorization();
        services.AddSingleton<CircuitGate>();
        return services;
    }

    /// <summary>Opens a session in this browser.</summary>
    public static Task OpenSessionAsync(this HttpContext context, UserProfile user, string stamp) =>
        context.SignInAsync(Session.Open(user, stamp), new AuthenticationProperties { IsPersistent = true });

    /// <summary>Whether the session of a principal still holds.</summary>
    public static async Task<bool> HoldsAsync(this IAccounts accounts, ClaimsPrincipal? user, CancellationToken cancellationToken) =>
        user.FindUserId() is { } id && await accounts.IsSessionValidAsync(id, user!.Stamp(), cancellationToken);

    private static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        // The page that says so must be shown also when the accounts are what is away; the session is looked at again with the next request.
        if (context.HttpContext.Features.Get<IExceptionHandlerFeature>() is { } failed && Databases.AreAway(failed.Error))
        {
            context.RejectPrincipal();
            return;
        }

        var accounts = context.HttpContext.RequestServices.GetRequiredService<IAccounts>();
        if (!await accounts.HoldsAsync(context.Principal, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }
    }
}
