using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;

namespace Mov.Web.Layout;

/// <summary>Where the visitor is, as their address bar shows it: an error page is shown under the address that was asked for.</summary>
internal static class PageAddress
{
    /// <summary>Path and query, beginning with a slash.</summary>
    public static string Of(NavigationManager navigation, HttpContext? http) =>
        http?.Features.Get<IStatusCodeReExecuteFeature>() is { } asked
            ? asked.OriginalPathBase + asked.OriginalPath + asked.OriginalQueryString
            : "/" + navigation.ToBaseRelativePath(navigation.Uri).Split('#')[0];
}
