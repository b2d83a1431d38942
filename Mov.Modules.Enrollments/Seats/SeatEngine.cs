using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>Brings every request about seats to the allocator of its event, and gives the allocators their turns, first come, first served: a few transactions at one time,
/// one batch of an event a turn, so that a rush on one event does not hold up the others; events with few requests share a transaction, because it is commits that take the time.</summary>
internal sealed class SeatEngine(SeatDecider decider, ISeatStore store, IOptions<EnrollmentsSettings> settings) : IHostedService, IAsyncDisposable
{

    private readonly Lock _gate = new();
    private readonly Dictionary<int, SeatAllocator> _allocators = [];
    private readonly Queue<SeatAllocator> _turns = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _isStopping;

    /// <summary>Events that somebody waits for right now.</summary>
    public int ActiveEvents
    {
        get
        {
            lock (_gate)
            {
                return _allocators.Count;
            }
        }
    }

    /// <summary>Requests that wait for a decision right now.</summary>
    public int WaitingRequests
    {
        get
        {
            lock (_gate)
            {
                return _allocators.Values.Sum(allocator => allocator.Waiting);
            }
        }
    }

    /// <summary>A person's request: the queue has an end, and who goes away before it is decided is not decided for.</summary>
    public Task<SeatAnswer> AskAsync(int eventId, SeatRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TryQueue(eventId, request, settings.Value.QueueLimit) is { } refusal)
        {
            return Task.FromResult<SeatAnswer>(refusal);
        }

        request.AbandonWith(cancellationToken);
        return request.Answer;
    }

    /// <summary>A request of the application itself, which is always accepted and always carried out.</summary>
    public Task<SeatAnswer> OrderAsync(int eventId, SeatRequest request, CancellationToken cancellationToken) =>
        TryQueue(eventId, request, int.MaxValue) is { } refusal ? Task.FromResult<SeatAnswer>(refusal) : request.Answer.WaitAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Accepts nothing more and decides what was accepted.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isStopping = true;
            if (_running == 0)
            {
                _drained.TrySetResult();
            }
        }

        return _drained.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private SeatAnswer.Unavailable? TryQueue(int eventId, SeatRequest request, int limit)
    {
        lock (_gate)
        {
            if (_isStopping)
            {
                return new SeatAnswer.Unavailable(Unavailability.Stopping);
            }

            if (!_allocators.TryGetValue(eventId, out var allocator))
            {
                _allocators.Add(eventId, allocator = new SeatAllocator(eventId));
                _turns.Enqueue(allocator);
            }

            if (!allocator.TryAdd(request, limit))
            {
                return new SeatAnswer.Unavailable(Unavailability.Busy);
            }

            if (_running < store.ConcurrentTransactions && _turns.Count > 0)
            {
                _running++;
                using (ExecutionContext.SuppressFlow())
                {
                    _ = Task.Run(TakeTurnsAsync, CancellationToken.None);
                }
            }

            return null;
        }
    }

    private async Task TakeTurnsAsync()
    {
        while (true)
        {
            // Behind whoever is about to ask: they may come along.
            await Task.Yield();
            if (NextTurn() is not { } turn)
            {
                return;
            }

            await decider.DecideAsync(turn);
            EndTurn(turn);
        }
    }

    private List<SeatAllocator>? NextTurn()
    {
        lock (_gate)
        {
            if (!_turns.TryDequeue(out var first))
            {
                _running--;
                if (_isStopping && _running == 0)
                {
                    _drained.TrySetResult();
                }

                return null;
            }

            List<SeatAllocator> turn = [first];
            var requests = first.Waiting;
            while (turn.Count < settings.Value.EventLimit && _turns.TryPeek(out var next) && (requests += next.Waiting) <= settings.Value.BatchLimit)
            {
                turn.Add(_turns.Dequeue());
            }

            return turn;
        }
    }

    private void EndTurn(List<SeatAllocator> turn)
    {
        lock (_gate)
        {
            foreach (var allocator in turn)
            {
                if (allocator.Waiting == 0)
                {
                    _allocators.Remove(allocator.EventId);
                }
                else
                {
                    _turns.Enqueue(allocator);
                }
            }
        }
    }
}
