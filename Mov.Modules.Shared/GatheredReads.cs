namespace Mov.Modules.Shared;

/// <summary>Makes one read of many that are asked for at the same time: while a read is under way, whoever asks joins the next one; somebody alone is read for at once.
/// Whatever is answered was read after it was asked for.</summary>
/// <param name="readAsync">Reads the values of these keys; keys without one are missing from the answer.</param>
/// <param name="limit">Keys in one read at most.</param>
public sealed class GatheredReads<TKey, TValue>(Func<TKey[], Task<Dictionary<TKey, TValue>>> readAsync, int limit)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Queue<Dictionary<TKey, TaskCompletionSource<TValue?>>> _next = new();
    private Dictionary<TKey, TaskCompletionSource<TValue?>> _gathering = [];
    private bool _isReading;

    /// <summary>The value, or nothing (<see langword="default"/>) where there is none. A caller who goes away leaves the read to the others.</summary>
    public Task<TValue?> FindAsync(TKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Ask(key).WaitAsync(cancellationToken);
    }

    private Task<TValue?> Ask(TKey key)
    {
        lock (_gate)
        {
            if (!_gathering.TryGetValue(key, out var answer))
            {
                if (_gathering.Count == limit)
                {
                    _next.Enqueue(_gathering);
                    _gathering = [];
                }

                _gathering.Add(key, answer = new TaskCompletionSource<TValue?>(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            if (!_isReading)
            {
                _isReading = true;
                // The read belongs to nobody's request in particular.
                using (ExecutionContext.SuppressFlow())
                {
                    _ = Task.Run(ReadAllAsync, CancellationToken.None);
                }
            }

            return answer.Task;
        }
    }

    private async Task ReadAllAsync()
    {
        while (true)
        {
            // Behind whoever is about to ask: they may come along.
            await Task.Yield();
            if (Take() is not { } asked)
            {
                return;
            }

            try
            {
                var found = await readAsync([.. asked.Keys]);
                foreach (var (key, answer) in asked)
                {
                    answer.SetResult(found.GetValueOrDefault(key));
                }
            }
            catch (Exception failure)
            {
                // Those who asked learn of it; nobody may be left to hear it.
                foreach (var answer in asked.Values)
                {
                    answer.SetException(failure);
                    _ = answer.Task.Exception;
                }
            }
        }
    }

    private Dictionary<TKey, TaskCompletionSource<TValue?>>? Take()
    {
        lock (_gate)
        {
            if (_next.TryDequeue(out var full))
            {
                return full;
            }

            if (_gathering.Count == 0)
            {
                _isReading = false;
                return null;
            }

            var asked = _gathering;
            _gathering = [];
            return asked;
        }
    }
}
