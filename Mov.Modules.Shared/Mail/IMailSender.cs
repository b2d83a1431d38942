namespace Mov.Modules.Shared.Mail;

/// <summary>A mail to one person.</summary>
/// <param name="To">The address.</param>
/// <param name="Subject">Plain text, one line.</param>
/// <param name="Text">The plain text part.</param>
/// <param name="Html">The HTML part, where there is one; the sender of it encodes what people typed.</param>
/// <param name="Headers">Further headers, for example <c>List-Unsubscribe</c>.</param>
public sealed record MailMessage(string To, string Subject, string Text, string? Html = null, IReadOnlyDictionary<string, string>? Headers = null);

/// <summary>Sends mail: by SMTP when <c>Mail:Smtp:Host</c> is set, else into a folder of <c>.eml</c> files.</summary>
public interface IMailSender
{
    /// <summary>Sends or throws; callers that must not lose a mail send from an outbox handler.</summary>
    Task SendAsync(MailMessage mail, CancellationToken cancellationToken);
}
