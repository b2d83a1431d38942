using Microsoft.AspNetCore.WebUtilities;

namespace Mov.Web.Hosting.Sessions;

/// <summary>Where to go back to after signing in: only ever a path of this site.</summary>
public static class ReturnUrl
{
    /// <summary>The name in a query.</summary>
    public const string Parameter = "returnUrl";

    /// <summary>The given address if it is a path of this site, else <paramref name="otherwise"/>.</summary>
    public static string Safe(string? address, string otherwise = "/") => IsLocal(address) ? address! : otherwise;

    /// <summary>A path with the address to go back to.</summary>
    public static string Append(string path, string? back) => IsLocal(back) ? QueryHelpers.AddQueryString(path, Parameter, back!) : path;

    /// <summary>The address to go back to in the query of an address, where it has a safe one.</summary>
    public static string? FromQueryOf(string address)
    {
        var query = QueryHelpers.ParseQuery(new Uri(address).Query);
        return query.TryGetValue(Parameter, out var back) && IsLocal(back) ? back.ToString() : null;
    }

    // "//host" and "/\host" leave the site, and browsers drop control characters before they look.
    private static bool IsLocal(string? address) =>
        address is ['/', ..] and not ['/', '/', ..] and not ['/', '\\', ..]
        && !address.Any(char.IsControl)
        && !address.Contains('\\', StringComparison.Ordinal);
}
