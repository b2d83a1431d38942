using System.Diagnostics;

namespace Mov.Testing;

/// <summary>Waits for something that happens a moment later (a dispatcher, a push, a clock) by asking again until it is so.
/// A test says what it waits for; how long and how often is decided here.</summary>
public static class Eventually
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks until <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It did not hold in time; the message names <paramref name="what"/>.</exception>
    public static Task TrueAsync(
        Func<bool> condition, string what, CancellationToken cancellationToken, TimeSpan? timeout = null) =>
        TrueAsync(_ => Task.FromResult(condition()), what, cancellationToken, timeout);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string, CancellationToken, TimeSpan?)"/>
    public static Task TrueAsync(
        Func<CancellationToken, Task<bool>> condition, string what, CancellationToken cancellationToken, TimeSpan? timeout = null) =>
        GetAsync(condition, holds => holds, what, cancellationToken, timeout);

    /// <summary>Reads with <paramref name="read"/> until the answer satisfies <paramref name="until"/>, and returns that answer.</summary>
    /// <exception cref="TimeoutException">No answer satisfied it in time; the message names <paramref name="what"/> and the last answer.</exception>
    public static async Task<T> GetAsync<T>(
        Func<CancellationToken, Task<T>> read, Func<T, bool> until, string what, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        var pauses = new Pauses(timeout ?? DefaultTimeout);
        while (true)
        {
            var answer = await read(cancellationToken);
            if (until(answer))
                return answer;

            if (!await pauses.NextAsync(cancellationToken))
                throw new TimeoutException($"Waited {pauses.Waited.TotalSeconds:0.0} s in vain: {what}. The last answer was: {answer}");
        }
    }

    /// <summary>Repeats the assertions in <paramref name="assertions"/> until none fails; at the end of the time the last failure is thrown.</summary>
    public static async Task PassesAsync(
        Func<CancellationToken, Task> assertions, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        var pauses = new Pauses(timeout ?? DefaultTimeout);
        while (true)
        {
            try
            {
                await assertions(cancellationToken);
                return;
            }
            catch (Exception failure) when (IsFailedAssertion(failure) && !pauses.Over)
            {
                await pauses.NextAsync(cancellationToken);
            }
        }
    }

    // xunit recognizes failed assertions of any library by the name of this interface, too.
    private static bool IsFailedAssertion(Exception failure) =>
        Array.Exists(failure.GetType().GetInterfaces(), one => one.Name is "IAssertionException");

    /// <summary>Short pauses first, for what is nearly there, longer ones later, for what takes its time.</summary>
    private sealed class Pauses(TimeSpan timeout)
    {
        private readonly long _started = Stopwatch.GetTimestamp();
        private TimeSpan _next = FirstPause;

        public TimeSpan Waited => Stopwatch.GetElapsedTime(_started);

        public bool Over => Waited >= timeout;

        /// <returns>False when the time is over: no further pause was made.</returns>
        public async Task<bool> NextAsync(CancellationToken cancellationToken)
        {
            if (Over)
                return false;

            await Task.Delay(_next, cancellationToken);
            _next = _next * 2 < LongestPause ? _next * 2 : LongestPause;
            return true;
        }
    }
}
