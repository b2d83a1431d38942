namespace Mov.Modules.Messaging.Notifications.Mail;

/// <summary>Wakes the dispatcher of mails when one was added.</summary>
internal sealed class MailBell
{
    private readonly SemaphoreSlim _bell = new(0, 1);
    private readonly Lock _turn = new();

    public void Ring()
    {
        lock (_turn)
        {
            if (_bell.CurrentCount == 0)
            {
                _bell.Release();
            }
        }
    }

    /// <summary>Completes when it rang since the last call, or after <paramref name="patience"/>.</summary>
    public Task WaitAsync(TimeSpan patience, CancellationToken cancellationToken) => _bell.WaitAsync(patience, cancellationToken);
}
