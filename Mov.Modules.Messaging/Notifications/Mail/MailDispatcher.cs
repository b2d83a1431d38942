using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Background;
using Mov.Modules.Shared.Mail;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Notifications.Mail;

/// <summary>Sends the outbox of mails, each at least once. A mail server that is away delays them: after a failure all rest for a moment, and the one that failed for longer each time.
/// What cannot be sent for days, or is refused again and again, is parked with its error, where the readiness page counts it.</summary>
internal sealed partial class MailDispatcher(
    IMailQueue mails,
    IServiceScopeFactory scopes,
    IMailSender sender,
    MailBell bell,
    IOptions<NotificationSettings> settings,
    StorageSettings storage,
    TimeProvider time,
    ILogger<MailDispatcher> logger) : RepeatedWork(PollingInterval, time), IOutbox
{
    private const int Senders = 4;

    // A SQLite file has one writer at a Time.
    private const int EmbeddedSenders = 1;
    private const int RefusalsBeforeParking = 5;
    private static readonly TimeSpan PollingInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    private readonly SemaphoreSlim _turn = new(1);
    private DateTime _restsUntil;
    private int _failuresInARow;

    public string Database => DatabaseNames.Notifications;

    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Mostly nothing is due, which one look tells.
            if (await ClaimDueAsync(cancellationToken) is not { } first)
            {
                return 0;
            }

            var senders = storage.Mode == StorageMode.Embedded ? EmbeddedSenders : Senders;
            return (await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => SendWhatIsDueAsync(sender == 0 ? first : null, cancellationToken)))).Sum();
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task<OutboxBacklog> CountAsync(CancellationToken cancellationToken) => mails.CountAsync(cancellationToken);

    protected override Task WorkAsync(CancellationToken cancellationToken) => DrainAsync(cancellationToken);

    protected override Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => bell.WaitAsync(atMost, cancellationToken);

    // The store is away or its schema is not there yet: the mails are safe in it.
    protected override void TellFailure(Exception failure) => LogUnreachable(failure);

    private async Task<QueuedMail?> ClaimDueAsync(CancellationToken cancellationToken) =>
        Time.UtcMilliseconds() is var now && now >= _restsUntil ? await mails.ClaimAsync(now, now + Lease, cancellationToken) : null;

    private async Task<int> SendWhatIsDueAsync(QueuedMail? mail, CancellationToken cancellationToken)
    {
        var settled = 0;
        while ((mail ?? await ClaimDueAsync(cancellationToken)) is { } due)
        {
            settled += await TrySendAsync(due, cancellationToken) ? 1 : 0;
            mail = null;
        }

        return settled;
    }

    private async Task<bool> TrySendAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var letter = await scope.ServiceProvider.GetRequiredService<NotificationMails>().ComposeAsync(mail, cancellationToken);
            if (letter is not null)
            {
                await sender.SendAsync(letter, cancellationToken);
                Volatile.Write(ref _failuresInARow, 0);
            }

            await mails.SettleAsync(mail.Id, letter is null ? MailOutcome.Dropped : MailOutcome.Sent, Time.UtcMilliseconds(), cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is not StoreUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            await PutOffAsync(mail, failure, cancellationToken);
            return false;
        }
    }

    private async Task PutOffAsync(QueuedMail mail, Exception failure, CancellationToken cancellationToken)
    {
        var now = Time.UtcMilliseconds();
        var attempts = mail.Attempts + 1;
        var error = $"{failure.GetType().Name}: {failure.Message}";
        var refused = failure is MailRefusedException;
        if (refused ? attempts >= RefusalsBeforeParking : now - mail.CreatedAt >= settings.Value.ParkMailAfter)
        {
            await mails.ParkAsync(mail.Id, attempts, now, error, cancellationToken);
            LogParked(failure, mail.Type, mail.Id.ToString());
        }
        else
        {
            await mails.PostponeAsync(mail.Id, attempts, now + Longer(attempts, LongestPause), error, cancellationToken);
            LogPostponed(failure, mail.Type, mail.Id.ToString(), attempts);
        }

        // Most failures are a server that is away: the others would fail as well.
        if (!refused)
        {
            _restsUntil = now + Longer(Interlocked.Increment(ref _failuresInARow), LongestRest);
        }
    }

    private static TimeSpan Longer(int times, TimeSpan longest) =>
        TimeSpan.FromMilliseconds(Math.Min(longest.TotalMilliseconds, FirstPause.TotalMilliseconds * Math.Pow(2, Math.Min(times, 20) - 1)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail of {Type} ({Id}) could not be sent (attempt {Attempt}); trying again later")]
    private partial void LogPostponed(Exception failure, string type, string id, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Parked a mail of {Type} ({Id}): it cannot be sent")]
    private partial void LogParked(Exception failure, string type, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox of mails cannot be read; trying again")]
    private partial void LogUnreachable(Exception failure);
}
