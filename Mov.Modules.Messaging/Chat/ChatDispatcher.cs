using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Shared.Background;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Sees to it that everyone concerned is notified of each message, room by room. A message keeps its pending mark until then, so a crash
/// only means that telling starts again; telling twice changes nothing.</summary>
internal sealed partial class ChatDispatcher(
    IMessageStore messages, IServiceScopeFactory scopes, ChatBell bell, IOptions<ChatSettings> settings, TimeProvider time, ILogger<ChatDispatcher> logger)
    : RepeatedWork(PollingInterval, time), IOutbox
{
    private static readonly TimeSpan PollingInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _turn = new(1);
    private bool _isQuiet;

    public string Database => DatabaseNames.Chat;

    public Task<int> DrainAsync(CancellationToken cancellationToken) => DrainAsync(notifyAfter: TimeSpan.Zero, cancellationToken);

    public async Task<OutboxBacklog> CountAsync(CancellationToken cancellationToken) =>
        new(await messages.CountPendingAsync(cancellationToken), Parked: 0);

    protected override async Task WorkAsync(CancellationToken cancellationToken) =>
        _isQuiet = await DrainAsync(settings.Value.NotifyAfter, cancellationToken) == 0 && await messages.CountPendingAsync(cancellationToken) == 0;

    protected override Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => bell.WaitAsync(_isQuiet ? QuietPause : atMost, cancellationToken);

    // The store is away or its schema is not there yet: the messages are safe in it.
    protected override void TellFailure(Exception failure) => LogUnreachable(failure);

    private async Task<int> DrainAsync(TimeSpan notifyAfter, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var rooms = 0;
            while (await TellNextRoomAsync(notifyAfter, cancellationToken))
            {
                rooms++;
            }

            return rooms;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> TellNextRoomAsync(TimeSpan notifyAfter, CancellationToken cancellationToken)
    {
        var now = Time.UtcMilliseconds();
        if (await messages.ClaimRoomAsync(now - notifyAfter, now, now + Lease, cancellationToken) is not { } room)
        {
            return false;
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RoomFanOut>().TellAsync(room, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // One room that cannot be told must not keep the others from being told.
            LogPostponed(failure, room.EventId);
            await messages.PostponeAsync(room.EventId, Time.UtcMilliseconds() + RestAfterFailure, cancellationToken);
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telling of new messages in the room of event {EventId} failed; trying again later")]
    private partial void LogPostponed(Exception failure, int eventId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The chat messages cannot be read; trying again")]
    private partial void LogUnreachable(Exception failure);
}
