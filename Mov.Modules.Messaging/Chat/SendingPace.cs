using Microsoft.Extensions.Options;
using Mov.Modules.Messaging.Data;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Keeps a person from writing faster than others can read. What counts is what is stored, so it holds on all instances and after a restart;
/// one person's messages are taken one after the other within an instance, so that a burst cannot slip through.</summary>
internal sealed class SendingPace(IMessageStore messages, IOptions<ChatSettings> settings, TimeProvider time) : IDisposable
{
    // People share turns by their id; more people than this at one moment only wait for one another's few milliseconds.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];

    public async Task<T> InTurnAsync<T>(int userId, Func<Task<T>> send, CancellationToken cancellationToken)
    {
        var turn = _turns[(uint)userId % _turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await send();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>How long the person has to wait; <see langword="null"/> when there is nothing to wait for.</summary>
    public async Task<TimeSpan?> FindWaitAsync(int userId, CancellationToken cancellationToken)
    {
        var now = time.UtcMilliseconds();
        var (limit, within) = (settings.Value.MessagesAtOnce, settings.Value.MessagesWithin);
        var sent = await messages.ReadSentSinceAsync(userId, now - within, limit, cancellationToken);
        if (sent.Count < limit)
        {
            return null;
        }

        // When the oldest of them has left the window. Clocks of two instances may differ; nobody waits longer than the window.
        var wait = sent[^1] + within - now;
        return wait < within ? wait : within;
    }

    public void Dispose() => Array.ForEach(_turns, turn => turn.Dispose());
}
