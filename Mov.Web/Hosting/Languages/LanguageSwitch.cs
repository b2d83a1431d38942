using Microsoft.AspNetCore.Mvc;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Languages;
using Mov.Web.Hosting.Sessions;

namespace Mov.Web.Hosting.Languages;

/// <summary>Where the language switch in the footer posts to. It needs no antiforgery token, which would need a cookie on every public page:
/// the worst that another site can do with it is to change the language of somebody it cannot speak for.</summary>
internal static class LanguageSwitch
{
    public const string Path = "/language";

    public static void MapLanguageSwitch(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, SwitchAsync).DisableAntiforgery();

    private static async Task<IResult> SwitchAsync(
        HttpContext context, IAccounts accounts, [FromForm] string? to, [FromForm(Name = ReturnUrl.Parameter)] string? back, CancellationToken cancellationToken)
    {
        if (SiteLanguages.Of(to) is { } language)
        {
            PageLanguage.Choose(context, language);
            if (context.User.FindUserId() is { } userId)
            {
                await accounts.SetLanguageAsync(userId, language, cancellationToken);
            }
        }

        return Results.LocalRedirect(ReturnUrl.Safe(back));
    }
}
