using Ardalis.Result;
using Mov.Modules.Messaging.Contracts;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Mov.Web.Pages.Notifications;

/// <summary>Where mails' <c>List-Unsubscribe</c> header posts to (RFC 8058). The signed token in the address stands for the person: there is no cookie, and no antiforgery token
/// that a mail program could know. A GET only asks.</summary>
internal static class UnsubscribeEndpoint
{
    public const string Path = "/notifications/unsubscribe";

    /// <summary>A field that only the page's own form has.</summary>
    public const string FromPage = "page";

    public static IEndpointRouteBuilder MapUnsubscribe(this IEndpointRouteBuilder routes)
    {
        // The page answers at the same address: this goes first for posts.
        routes.MapPost(Path, UnsubscribeAsync).DisableAntiforgery().WithOrder(-1);
        return routes;
    }

    private static async Task<IResult> UnsubscribeAsync(HttpContext context, INotificationPreferences preferences, string? token, CancellationToken cancellationToken)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(cancellationToken) : FormCollection.Empty;
        var ended = await preferences.UnsubscribeAsync(token, cancellationToken);
        if (form.ContainsKey(FromPage))
        {
            return Results.LocalRedirect($"{Path}?token={Uri.EscapeDataString(token ?? "")}");
        }

        // A mail program follows no redirection and shows no page.
        return ended.Status switch
        {
            ResultStatus.Ok => Results.Text("Unsubscribed."),
            ResultStatus.Unavailable => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
            _ => Results.Text("This link is not valid.", statusCode: StatusCodes.Status400BadRequest),
        };
    }
}
