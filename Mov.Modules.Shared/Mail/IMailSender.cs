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
    /// <summary>Sends or throws: <see cref="MailRefusedException"/> for a mail that the server will not take, something else when it cannot be reached. Callers that must not lose a mail send from an outbox handler.</summary>
    Task SendAsync(MailMessage mail, CancellationToken cancellationToken);
}

/// <summary>The server answered and will not take this mail: trying again soon is of little use, and other mails may well go through.</summary>
public sealed class MailRefusedException(string reason, Exception cause) : Exception(reason, cause);
