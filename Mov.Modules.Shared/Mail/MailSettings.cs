namespace Mov.Modules.Shared.Mail;

/// <summary>How mail leaves (section <c>Mail</c> of the settings).</summary>
public sealed class MailSettings
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Mail";

    /// <summary>The sender's address.</summary>
    public string From { get; set; } = "mov@localhost";

    /// <summary>The sender's name.</summary>
    public string FromName { get; set; } = "MOV";

    /// <summary>Where <c>.eml</c> files go when no server is set; by default the folder <c>mail</c> under <c>Storage:Path</c>.</summary>
    public string? Folder { get; set; }

    /// <summary>The server.</summary>
    public SmtpSettings Smtp { get; set; } = new();
}

/// <summary>A mail server.</summary>
public sealed class SmtpSettings
{
    /// <summary>Its name; without one, mail is written to files.</summary>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>The user to sign in with, if any.</summary>
    public string? User { get; set; }

    /// <summary>That user's password.</summary>
    public string? Password { get; set; }

    /// <summary>Whether the connection must be encrypted (STARTTLS or TLS by port); only a server on the same machine does without.</summary>
    public bool RequireEncryption { get; set; } = true;
}
