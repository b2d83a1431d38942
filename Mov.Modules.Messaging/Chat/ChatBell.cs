using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Wakes the dispatcher when a stored message has waited for those who look at its room, and only once in a while, so that a lively room is told of in heaps.</summary>
internal sealed class ChatBell(IOptions<ChatSettings> settings)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _bell = new(0, 1);
    private readonly Lock _turn = new();
    private long _rang;
    private long _heard;

    public void Ring()
    {
        lock (_turn)
        {
            if (_bell.CurrentCount == 0)
            {
                _rang = Stopwatch.GetTimestamp();
                _bell.Release();
            }
        }
    }

    /// <summary>Completes when messages are due since it rang after the last call, or after <paramref name="patience"/>, and not too soon after it completed before.</summary>
    public async Task WaitAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var rang = await _bell.WaitAsync(patience, cancellationToken);
        var rest = Pause - Stopwatch.GetElapsedTime(_heard);
        if (rang && settings.Value.NotifyAfter - Stopwatch.GetElapsedTime(Volatile.Read(ref _rang)) is var due && due > rest)
        {
            rest = due;
        }

        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, cancellationToken);
        }

        _heard = Stopwatch.GetTimestamp();
    }
}
