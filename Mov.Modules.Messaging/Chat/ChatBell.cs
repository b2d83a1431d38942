using System.Diagnostics;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Wakes the dispatcher when a message was stored: at once where it was quiet, and once in a while where it is not, so that a lively room is told of in heaps.</summary>
internal sealed class ChatBell
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _bell = new(0, 1);
    private readonly Lock _turn = new();
    private long _heard;

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

    /// <summary>Completes when it rang since the last call, or after <paramref name="patience"/>, and not too soon after it completed before.</summary>
    public async Task WaitAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        await _bell.WaitAsync(patience, cancellationToken);
        var rest = Pause - Stopwatch.GetElapsedTime(_heard);
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, cancellationToken);
        }

        _heard = Stopwatch.GetTimestamp();
    }
}
