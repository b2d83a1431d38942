using Microsoft.AspNetCore.Antiforgery;

namespace Mov.Web.Hosting.Security;

/// <summary>A page with a form for visitors without a session: signing in, registering. Only there do they get the cookie that its token needs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class VisitorFormAttribute : Attribute;

/// <summary>Blazor stores an antiforgery cookie with every page it renders. Visitors without a session get none, so that public pages can be cached and
/// shared; a page that has a form for them says so with <see cref="VisitorFormAttribute"/>.</summary>
internal sealed class CookielessAntiforgery(IAntiforgery inner) : IAntiforgery
{
    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) =>
        httpContext.User.Identity?.IsAuthenticated == true || HasVisitorForm(httpContext)
            ? inner.GetAndStoreTokens(httpContext)
            : new AntiforgeryTokenSet(null, null, "__RequestVerificationToken", null);

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => inner.GetTokens(httpContext);

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => inner.IsRequestValidAsync(httpContext);

    public Task ValidateRequestAsync(HttpContext httpContext) => inner.ValidateRequestAsync(httpContext);

    public void SetCookieTokenAndHeader(HttpContext httpContext) => inner.SetCookieTokenAndHeader(httpContext);

    private static bool HasVisitorForm(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<VisitorFormAttribute>() is not null;
}
