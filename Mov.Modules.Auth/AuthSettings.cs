namespace Mov.Modules.Auth;

/// <summary>Settings of accounts and signing in.</summary>
internal sealed class AuthSettings
{
    public const string Section = "Auth";

    /// <summary>The work of a password hash, as a power of two. A hash of another cost is replaced at the next sign-in.</summary>
    public int BcryptCost { get; set; } = 12;

    public static bool IsValid(AuthSettings settings) => settings.BcryptCost is >= 4 and <= 16;
}
