using System.Collections.Concurrent;
using Mov.Modules.Shared.Mail;

namespace Mov.Modules.Messaging.Tests.Fakes;

/// <summary>A mail server that can be away, or refuse an address.</summary>
internal sealed class FakePost : IMailSender
{
    private readonly ConcurrentQueue<MailMessage> _sent = new();
    private int _attempts;

    public bool IsAway { get; set; }

    public string? Refused { get; set; }

    public IReadOnlyList<MailMessage> Sent => [.. _sent];

    public int Attempts => _attempts;

    public Task SendAsync(MailMessage mail, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        if (IsAway)
        {
            throw new IOException("Connection refused");
        }

        if (string.Equals(mail.To, Refused, StringComparison.Ordinal))
        {
            throw new MailRefusedException("550 No such user", new InvalidOperationException());
        }

        _sent.Enqueue(mail);
        return Task.CompletedTask;
    }
}
