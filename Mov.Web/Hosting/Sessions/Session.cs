using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Mov.Modules.Auth.Contracts;

namespace Mov.Web.Hosting.Sessions;

/// <summary>A signed-in person as the cookie carries them.</summary>
public static class Session
{
    /// <summary>The role claim of organizers.</summary>
    public const string OrganizerRole = nameof(UserRole.Organizer);

    /// <summary>The role claim of participants.</summary>
    public const string ParticipantRole = nameof(UserRole.Participant);

    /// <summary>The role claim of admins, on top of the other.</summary>
    public const string AdminRole = "Admin";

    private const string StampClaim = "stamp";

    /// <summary>The principal for an account and the stamp its session holds by.</summary>
    public static ClaimsPrincipal Open(UserProfile user, string stamp)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, user.Id.ToString(CultureInfo.InvariantCulture)),
            new(ClaimTypes.Name, user.DisplayName),
            new(ClaimTypes.Role, user.Role.ToString()),
            new(StampClaim, stamp),
        ];
        if (user.IsAdmin)
        {
            claims.Add(new Claim(ClaimTypes.Role, AdminRole));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme));
    }

    /// <summary>The account's id, or <see langword="null"/> for a visitor.</summary>
    public static int? FindUserId(this ClaimsPrincipal? user) =>
        user?.Identity?.IsAuthenticated == true
        && int.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    /// <summary>The account's id, where only signed-in people come.</summary>
    public static int UserId(this ClaimsPrincipal user) =>
        user.FindUserId() ?? throw new InvalidOperationException("This needs a signed-in person.");

    /// <summary>The stamp the session was opened with.</summary>
    internal static string Stamp(this ClaimsPrincipal user) => user.FindFirstValue(StampClaim) ?? "";
}
