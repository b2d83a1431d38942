namespace Mov.Modules.Enrollments.Seats;

/// <summary>The queue of one event's requests, in the order of their arrival. It exists while somebody waits.</summary>
internal sealed class SeatAllocator(int eventId, int batchLimit)
{
    private readonly Lock _gate = new();
    private readonly Queue<SeatRequest> _waiting = new();

    public int EventId => eventId;

    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count == 0;
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

    /// <summary>The next batch: those who still wait for an answer.</summary>
    public List<SeatRequest> Take()
    {
        List<SeatRequest> batch = [];
        lock (_gate)
        {
            while (batch.Count < batchLimit && _waiting.TryDequeue(out var request))
            {
                if (request.TryTake())
                {
                    batch.Add(request);
                }
            }
        }

        return batch;
    }
}
