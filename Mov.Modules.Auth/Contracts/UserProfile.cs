using System.Globalization;
using System.Resources;

namespace Mov.Modules.Auth.Contracts;

/// <summary>What an account is for, chosen at registration (database-schema.md, <c>users.role</c>).</summary>
public enum UserRole
{
    /// <summary>Creates and runs events.</summary>
    Organizer,

    /// <summary>Takes part in events.</summary>
    Participant,
}

/// <summary>An account as other modules and the pages see it.</summary>
/// <param name="Id">The account's key, <c>users.id</c>.</param>
/// <param name="Email">As it was typed at registration. Shown only to the person, to admins, and to the organizers of the person's events.</param>
/// <param name="Role">What the account is for.</param>
/// <param name="FirstName">At most 100 characters, or none.</param>
/// <param name="LastName">At most 100 characters, or none.</param>
/// <param name="IsActive">False after an admin deactivated the account.</param>
/// <param name="IsAdmin">Whether the account may administer accounts, on top of its role.</param>
/// <param name="CreatedAt">When the account was created, in UTC.</param>
/// <param name="Language">The language for mails, a two-letter code (<c>users.language</c>); <see langword="null"/> where it is not known.</param>
public sealed record UserProfile(
    int Id, string Email, UserRole Role, string? FirstName, string? LastName, bool IsActive, bool IsAdmin, DateTime CreatedAt, string? Language = null)
{
    private static readonly ResourceManager Texts = new(typeof(AuthTexts));

    /// <summary>The name shown to others: first and last name, or a neutral one where both are missing. Never the e-mail.</summary>
    public string DisplayName => string.Join(' ', new[] { FirstName, LastName }.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } name
        ? name
        : Unnamed(Role, Id);

    /// <summary>The neutral name of an account that has none, or is not there, in the language that is being spoken.</summary>
    public static string Unnamed(UserRole role, int id)
    {
        var text = role == UserRole.Organizer ? "Organizer {0}" : "Participant {0}";
        return string.Format(CultureInfo.CurrentCulture, Texts.GetString(text, CultureInfo.CurrentUICulture) ?? text, id);
    }
}
