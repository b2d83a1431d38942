namespace Mov.Modules.Shared;

/// <summary>Makes one call of many that are asked for at the same time: while a call is under way, whoever asks joins the next one; for somebody alone it is made at once.
/// Whatever is answered was read, or done, after it was asked for.</summary>
/// <param name="callAsync">Answers for these keys; keys without an answer are missing.</param>
/// <param name="limit">Keys in one call at most.</param>
public sealed class GatheredCalls<TKey, TValue>(Func<TKey[], Task<Dictionary<TKey, TValue>>> callAsync, int limit)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Queue<Dictionary<TKey, TaskCompletionSource<TValue?>>> _next = new();
    private Dictionary<TKey, TaskCompletionSource<TValue?>> _gathering = [];
    private bool _isCalling;

    /// <summary>The answer, or nothing (<see langword="default"/>) where there is none. A caller who goes away leaves the call to the others.</summary>
    public Task<TValue?> AskAsync(TKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Join(key).WaitAsync(cancellationToken);
    }

    private Task<TValue?> Join(TKey key)
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

            if (!_isCalling)
            {
                _isCalling = true;
                // The call belongs to nobody's request in particular.
                using (ExecutionContext.SuppressFlow())
                {
                    _ = Task.Run(CallAllAsync, CancellationToken.None);
                }
            }

            return answer.Task;
        }
    }

    private async Task CallAllAsync()
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
                var found = await callAsync([.. asked.Keys]);
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
                _isCalling = false;
                return null;
            }

            var asked = _gathering;
            _gathering = [];
            return asked;
        }
    }
}
