using Microsoft.Extensions.Localization;
using Mov.Modules.Auth.Contracts;

namespace Mov.Web.Pages.Admin;

/// <summary>What admins do with an account, in words: the same in the dialog and on the page.</summary>
internal static class AccountMove
{
    public static string DeactivateMeans(IStringLocalizer<Texts> t) => t["Signing in is refused and open sessions end within seconds. Events of an organizer are hidden and take no enrollments; a participant's places stay. Nothing is deleted, and you can reactivate the account at any time."];

    public static string ReactivateMeans(IStringLocalizer<Texts> t) => t["The account can sign in again, and an organizer's events are shown again."];

    public static string DeactivateQuestion(IStringLocalizer<Texts> t, UserProfile user) => t["Deactivate {0}?", user.DisplayName];

    public static string ReactivateQuestion(IStringLocalizer<Texts> t, UserProfile user) => t["Reactivate {0}?", user.DisplayName];
}
