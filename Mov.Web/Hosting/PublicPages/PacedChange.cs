namespace Mov.Web.Hosting.PublicPages;

/// <summary>Passes a change on at once, then at most once per pause, and always the last one.</summary>
internal sealed class PacedChange(Action pass, TimeSpan pause, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private long _passedAt;
    private bool _hasPassed;
    private bool _waits;

    public void Happened()
    {
        lock (_gate)
        {
            if (_waits)
            {
                return;
            }

            var rest = _hasPassed ? pause - time.GetElapsedTime(_passedAt) : TimeSpan.Zero;
            if (rest > TimeSpan.Zero)
            {
                _waits = true;
                _timer ??= time.CreateTimer(_ => PassLate(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _timer.Change(rest, Timeout.InfiniteTimeSpan);
                return;
            }

            Pass();
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void PassLate()
    {
        lock (_gate)
        {
            _waits = false;
            Pass();
        }
    }

    private void Pass()
    {
        _hasPassed = true;
        _passedAt = time.GetTimestamp();
        pass();
    }
}
