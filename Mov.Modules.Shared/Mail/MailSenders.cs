using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Shared.Mail;

/// <summary>Hands mail to a server.</summary>
internal sealed class SmtpMailSender(IOptions<MailSettings> settings, TimeProvider time) : IMailSender
{
    public async Task SendAsync(MailMessage mail, CancellationToken cancellationToken)
    {
        var smtp = settings.Value.Smtp;
        using var message = mail.ToMime(settings.Value, time);
        using var client = new SmtpClient { Timeout = 20_000 };
        var security = smtp.RequireEncryption
            ? (smtp.Port == 465 ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls)
            : SecureSocketOptions.StartTlsWhenAvailable;
        await client.ConnectAsync(smtp.Host!, smtp.Port, security, cancellationToken);
        if (smtp.User is { Length: > 0 } user)
        {
            await client.AuthenticateAsync(user, smtp.Password ?? "", cancellationToken);
        }

        try
        {
            await client.SendAsync(message, cancellationToken);
        }
        catch (SmtpCommandException refusal) when ((int)refusal.StatusCode >= 500)
        {
            throw new MailRefusedException(refusal.Message, refusal);
        }

        await client.DisconnectAsync(quit: true, cancellationToken);
    }
}

/// <summary>Writes mail to files, for development and first looks.</summary>
internal sealed partial class FolderMailSender(IOptions<MailSettings> settings, StorageSettings storage, TimeProvider time, ILogger<FolderMailSender> logger) : IMailSender
{
    public async Task SendAsync(MailMessage mail, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(settings.Value.Folder ?? Path.Combine(storage.Path, "mail"));
        Directory.CreateDirectory(folder);
        var name = $"{time.GetUtcNow():yyyyMMdd-HHmmss-fff}-{Guid.NewGuid():N}.eml";
        // Written under another name first: whoever watches the folder sees whole files only.
        var draft = Path.Combine(folder, name + ".draft");
        using var message = mail.ToMime(settings.Value, time);
        await message.WriteToAsync(draft, cancellationToken);
        File.Move(draft, Path.Combine(folder, name));
        LogWritten(Path.Combine(folder, name));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "No mail server is set; a mail was written to {File}")]
    private partial void LogWritten(string file);
}

internal static class MimeConversion
{
    public static MimeMessage ToMime(this MailMessage mail, MailSettings settings, TimeProvider time)
    {
        var message = new MimeMessage { Subject = mail.Subject, Date = time.GetUtcNow() };
        message.From.Add(new MailboxAddress(settings.FromName, settings.From));
        message.To.Add(new MailboxAddress(null, mail.To));
        foreach (var (name, value) in mail.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            // Replacing, because a new message has an id already.
            message.Headers.Replace(name, value);
        }

        message.Body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody();
        return message;
    }
}
