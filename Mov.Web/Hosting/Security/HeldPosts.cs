using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;

namespace Mov.Web.Hosting.Security;

/// <summary>Holds back posts to pages that must not be carried out: those whose antiforgery token does not fit (signed in again in another tab, an old page)
/// and those that are too many. The request goes on as a GET, so no form handler can run, and the page shows a fresh form with what was typed and the reason.</summary>
internal static class HeldPosts
{
    public static void UseHeldPosts(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (IsPostToPage(context))
        {
            if (IsErrorPage(context))
            {
                context.Request.Method = HttpMethods.Get;
            }
            else if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
            {
                await HoldAsync(context, HeldReason.Stale, StatusCodes.Status400BadRequest);
            }
            else if (context.GetEndpoint()!.Metadata.GetMetadata<LimitedPostsAttribute>() is { } limited
                && !context.RequestServices.GetRequiredService<PostLimiter>().Allows(limited.Kind, context.Connection.RemoteIpAddress))
            {
                context.Response.Headers.RetryAfter = "60";
                await HoldAsync(context, HeldReason.TooMany, StatusCodes.Status429TooManyRequests);
            }
        }

        var isPost = IsPostToPage(context);
        await next(context);

        // A post that names no form of the page is refused as an empty text, which would keep the error page from being shown.
        if (isPost && context.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false })
        {
            context.Response.ContentType = null;
        }
    });

    private static bool IsPostToPage(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    // The request comes by a second time when its error gets a page.
    private static bool IsErrorPage(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;

    private static async Task HoldAsync(HttpContext context, HeldReason reason, int statusCode)
    {
        // The form may be read again: as a GET the request changes nothing.
        context.Features.Set<IAntiforgeryValidationFeature>(null);
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        context.Features.Set(new HeldPost(reason, form));
        context.Request.Method = HttpMethods.Get;
        context.Response.StatusCode = statusCode;
    }
}
