using Microsoft.Extensions.Hosting;

namespace Mov.Modules.Shared.Background;

/// <summary>Work in the background that is done again and again. What goes wrong is told, and the next time sees the same and more. The first time comes a moment after
/// the start, so that the first pages have the processor for themselves.</summary>
/// <param name="pause">Between two times.</param>
/// <param name="time">Where the pause is measured.</param>
/// <param name="afterStart">Before the first time; three seconds by default.</param>
public abstract class RepeatedWork(TimeSpan pause, TimeProvider time, TimeSpan? afterStart = null) : BackgroundService
{
    /// <summary>Between two looks where whoever has something to do rings, and nothing is put off: for what a process left that died.</summary>
    protected static readonly TimeSpan QuietPause = TimeSpan.FromSeconds(10);

    private readonly TimeSpan _afterStart = afterStart ?? TimeSpan.FromSeconds(3);

    protected TimeProvider Time => time;

    /// <summary>Does it once.</summary>
    protected abstract Task WorkAsync(CancellationToken cancellationToken);

    /// <summary>Logs why it could not be done.</summary>
    protected abstract void TellFailure(Exception failure);

    /// <summary>Completes when the pause is over, or earlier where something wakes this work.</summary>
    protected virtual Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => Task.Delay(atMost, time, cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WaitAsync(_afterStart, stoppingToken);
            while (true)
            {
                await (await TryAsync(stoppingToken) ? WaitAsync(pause, stoppingToken) : Task.Delay(pause, time, stoppingToken));
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The application ends; what is not done is found at the next start.
        }
    }

    private async Task<bool> TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WorkAsync(stoppingToken);
            return true;
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            TellFailure(failure);
            return false;
        }
    }
}
