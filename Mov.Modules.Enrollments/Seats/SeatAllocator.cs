namespace Mov.Modules.Enrollments.Seats;

/// <summary>The queue of one event's requests, in the order of their arrival. It exists while somebody waits.</summary>
internal sealed class SeatAllocator(int eventId)
{
    private readonly Lock _gate = new();
    private readonly Queue<SeatRequest> _waiting = new();

    public int EventId => eventId;

    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    public bool TryAdd(SeatRequest request, int limit)
    {
        lock (_gate)
        {
            if (_waiting.Count >= limit)
            {
                return false;
            }

            _waiting.Enqueue(request);
            return true;
        }
    }

    /// <summary>The next ones who still wait for an answer, as many as <paramref name="limit"/> at most.</summary>
    public SeatBatch Take(int limit)
    {
        List<SeatRequest> batch = [];
        lock (_gate)
        {
            while (batch.Count < limit && _waiting.TryDequeue(out var request))
            {
                if (request.TryTake())
                {
                    batch.Add(request);
                }
            }
        }

        return new SeatBatch(eventId, batch);
    }
}

/// <summary>Requests of one event that are decided together, in this order.</summary>
internal sealed record SeatBatch(int EventId, List<SeatRequest> Requests)
{
    public void Answer(SeatAnswer answer) => Requests.ForEach(request => request.Complete(answer));
}
