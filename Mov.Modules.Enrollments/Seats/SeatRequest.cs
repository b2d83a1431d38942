namespace Mov.Modules.Enrollments.Seats;

/// <summary>Something asked of the seats of one event. It waits in the event's queue until it is taken into a batch; whoever asked may go away until then.</summary>
internal abstract class SeatRequest
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Abandoned = 2;

    private readonly TaskCompletionSource<SeatAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _abandonment;
    private int _state;

    public Task<SeatAnswer> Answer => _answer.Task;

    /// <summary>From now on <paramref name="cancellationToken"/> takes the request back, as long as it has not been taken.</summary>
    public void AbandonWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _abandonment = cancellationToken.UnsafeRegister(static (request, token) => ((SeatRequest)request!).Abandon(token), this);
        }
    }

    /// <summary>Takes it into a batch; false when nobody waits for the answer any more.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    public void Complete(SeatAnswer answer)
    {
        _abandonment.Unregister();
        _answer.TrySetResult(answer);
    }

    private void Abandon(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Abandoned, Waiting) == Waiting)
        {
            _answer.TrySetCanceled(cancellationToken);
        }
    }

    /// <summary>A seat, or a place on the waitlist.</summary>
    public sealed class Enroll(int userId) : SeatRequest
    {
        public int UserId => userId;
    }

    /// <summary>The end of a seat or a place.</summary>
    public sealed class Leave(int userId, int actorId) : SeatRequest
    {
        public int UserId => userId;

        public int ActorId => actorId;

        public bool ByOrganizer => userId != actorId;
    }

    /// <summary>Another number of seats.</summary>
    public sealed class Resize(int capacity) : SeatRequest
    {
        public int Capacity => capacity;
    }

    /// <summary>No more seats.</summary>
    public sealed class Close : SeatRequest;

    /// <summary>What the events say now; with <paramref name="recount"/> the rows are counted again, too.</summary>
    public sealed class Synchronize(bool recount) : SeatRequest
    {
        public bool Recount => recount;
    }
}

/// <summary>What came of a <see cref="SeatRequest"/>.</summary>
internal abstract record SeatAnswer
{
    private SeatAnswer()
    {
    }

    /// <summary>The person has a seat.</summary>
    public sealed record Seated : SeatAnswer;

    /// <summary>The person has just joined the queue at this place.</summary>
    public sealed record Queued(int Place) : SeatAnswer;

    /// <summary>The person was in the queue already.</summary>
    public sealed record InQueue : SeatAnswer;

    /// <summary>The person has neither seat nor place (any more).</summary>
    public sealed record Gone : SeatAnswer;

    /// <summary>The person never had a place in this event.</summary>
    public sealed record NeverThere : SeatAnswer;

    /// <summary>The state of the event does not allow it.</summary>
    public sealed record NotOpen : SeatAnswer;

    /// <summary>More seats are taken than asked for.</summary>
    public sealed record TooSmall(int Taken) : SeatAnswer;

    /// <summary>The event is as asked.</summary>
    public sealed record Done : SeatAnswer;

    /// <summary>Nothing was decided.</summary>
    /// <param name="Cause">Why; whoever asked says it in their language.</param>
    public sealed record Unavailable(Unavailability Cause) : SeatAnswer;
}
