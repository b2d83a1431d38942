using Mov.Modules.Shared.Live;

namespace Mov.Web.Pages.Events;

/// <summary>Reads something again when live updates say that it changed: once at a time, and in a rush only so often, but always after the last update.</summary>
internal sealed partial class LiveRefresh(TimeProvider time, ILogger logger, Func<Task> read) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly List<IDisposable> _subscriptions = [];
    private readonly CancellationTokenSource _closing = new();
    private CancellationToken _left;
    private bool _isReading;
    private bool _isStale;

    /// <summary>Follows a topic.</summary>
    public LiveRefresh Follow(ILiveUpdates updates, string topic)
    {
        // The subscription is not held up by the reading: what comes meanwhile is folded into the next one.
        _subscriptions.Add(updates.Subscribe(topic, update =>
        {
            _ = RequestAsync();
            return Task.CompletedTask;
        }));
        return this;
    }

    /// <summary>Asks for a reading; while one is under way it follows that one.</summary>
    public async Task RequestAsync()
    {
        lock (_gate)
        {
            if (_closing.IsCancellationRequested)
                return;
            _left = _closing.Token;
            _isStale = true;
            if (_isReading)
                return;
            _isReading = true;
        }

        try
        {
            while (TakeTurn())
            {
                await read();
                await Task.Delay(Pause, time, _left);
            }
        }
        catch (Exception exception) when (_left.IsCancellationRequested)
        {
            EndTurn();
            LogLeft(logger, exception);
        }
        catch (Exception exception)
        {
            // What is shown stays as it was; the next update reads again.
            EndTurn();
            LogFailed(logger, exception);
        }
    }

    public void Dispose()
    {
        _subscriptions.ForEach(entry => entry.Dispose());
        lock (_gate)
            _closing.Cancel();
    }

    private void EndTurn()
    {
        lock (_gate)
            _isReading = false;
    }

    private bool TakeTurn()
    {
        lock (_gate)
        {
            var turn = _isStale && !_left.IsCancellationRequested;
            _isStale = false;
            if (!turn)
                _isReading = false;
            return turn;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A page was left while it was being refreshed")]
    private static partial void LogLeft(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A page could not be refreshed; the next update tries again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
