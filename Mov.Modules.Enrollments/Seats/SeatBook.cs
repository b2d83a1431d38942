using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>The rules of seats, and nothing else: decides requests one after the other on what was read under the lock of the event's seat row, and keeps what is to be written.</summary>
internal sealed class SeatBook
{
    private readonly SeatsRow _row;
    private readonly EventSeating? _seating;
    private readonly bool _wasOpen;
    private readonly int _takenBefore;
    private readonly Dictionary<int, Standing> _people;
    private readonly Queue<(Standing Person, int? Ticket)> _queue;
    private readonly HashSet<int> _touched = [];
    private readonly List<Standing> _changed = [];
    private readonly List<HistoryRow> _history = [];
    private readonly List<OutboxMessage> _outbox = [];
    private readonly DateTime _began;
    private DateTime _now;
    private bool _rowChanged;
    private bool _mustTell;

    /// <param name="row">The seat row, counted.</param>
    /// <param name="seating">What the events say, where that was asked for.</param>
    /// <param name="people">Everyone whom the requests concern.</param>
    /// <param name="queue">The first of the waitlist, as many as the requests can give seats to, in order.</param>
    /// <param name="now">The time of the first decision; each later one is a microsecond later, so that their order can be read.</param>
    public SeatBook(SeatsRow row, EventSeating? seating, IEnumerable<Standing> people, IEnumerable<Standing> queue, DateTime now)
    {
        _row = row;
        _seating = seating;
        _wasOpen = row.IsOpen;
        _takenBefore = row.Taken;
        _people = people.ToDictionary(person => person.UserId);
        _queue = new Queue<(Standing, int?)>(queue.Select(person => (Known(person), person.Ticket)));
        (_began, _now) = (now, now);
        Promote(Reason.SeatFreed);
    }

    public SeatsRow Row => _row;

    public SeatChanges? Changes()
    {
        if (!_rowChanged && _changed.Count == 0)
        {
            return null;
        }

        _row.Version++;
        if (_mustTell || _row.Taken != _takenBefore)
        {
            Tell(new SeatsTaken(_row.EventId, _row.Taken, _row.Version));
        }

        return new SeatChanges(_row, _changed, _history, _outbox);
    }

    /// <summary>The rows were counted: the numbers that everything else rests on.</summary>
    public static void Count(SeatsRow row, RowCounts counts)
    {
        row.Taken = counts.Enrolled;
        row.Waiting = counts.Waiting;
        row.NextPosition = Math.Max(row.NextPosition, counts.LastPosition + 1);
    }

    /// <summary>A row that was counted is written and told, changed or not.</summary>
    public void MustTell() => _rowChanged = _mustTell = true;

    public SeatAnswer Decide(SeatRequest request)
    {
        _now = _now.AddTicks(TimeSpan.TicksPerMicrosecond);
        var (wasFull, capacity) = (_row.Taken >= _row.Capacity, _row.Capacity);
        var taken = _row.Taken;
        var answer = request switch
        {
            SeatRequest.Enroll enroll => Enroll(enroll.UserId),
            SeatRequest.Leave leave => Leave(leave),
            SeatRequest.Resize resize => Resize(resize.Capacity),
            SeatRequest.Close => Close(),
            SeatRequest.Synchronize => Synchronize(),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request, "Not a request that seats know."),
        };
        if (_row.Taken >= _row.Capacity && _row.Taken > taken && (!wasFull || _row.Capacity > capacity))
        {
            Tell(new EventFilled(_row.EventId));
        }

        return answer;
    }

    private SeatAnswer Enroll(int userId)
    {
        var person = Known(new Standing(userId, null, null, null, null, null));
        switch (person.Status)
        {
            case EnrollmentStatus.Enrolled:
                return new SeatAnswer.Seated();
            case EnrollmentStatus.Waitlisted:
                return new SeatAnswer.InQueue();
        }

        // A row that says closed may only be late: what the events say decides.
        if (!_row.IsOpen && _seating is not null)
        {
            Synchronize();
        }

        if (!_row.IsOpen)
        {
            return new SeatAnswer.NotOpen();
        }

        if (_row.Taken < _row.Capacity)
        {
            Seat(person, Reason.SeatTaken, userId);
            Tell(new ParticipantEnrolled(_row.EventId, userId));
            return new SeatAnswer.Seated();
        }

        var before = person.Status;
        Touch(person);
        person.JoinQueue(_row.NextPosition++, _now);
        _row.Waiting++;
        _queue.Enqueue((person, person.Ticket));
        Note(person, before, Reason.EventFull, userId, person.Ticket);
        Tell(new ParticipantWaitlisted(_row.EventId, userId));
        return new SeatAnswer.Queued(_row.Waiting);
    }

    private SeatAnswer Leave(SeatRequest.Leave leave)
    {
        if (!_people.TryGetValue(leave.UserId, out var person) || person.Status is not { } before)
        {
            return new SeatAnswer.NeverThere();
        }

        if (before == EnrollmentStatus.Canceled)
        {
            return new SeatAnswer.Gone();
        }

        // Places end only while the event is Published; while its organizer is deactivated, too.
        if (!_wasOpen && !_row.IsOpen && _seating?.Status != EventStatus.Published)
        {
            return new SeatAnswer.NotOpen();
        }

        var ticket = person.Ticket;
        var hadSeat = before == EnrollmentStatus.Enrolled;
        Touch(person);
        person.Leave();
        if (hadSeat)
        {
            _row.Taken--;
        }
        else
        {
            _row.Waiting--;
        }

        Note(person, before, leave.ByOrganizer ? Reason.RemovedByOrganizer : hadSeat ? Reason.SeatGivenBack : Reason.LeftWaitlist, leave.ActorId, ticket);
        Tell(new EnrollmentCanceled(_row.EventId, leave.UserId, hadSeat, leave.ByOrganizer));
        Promote(Reason.SeatFreed);
        return new SeatAnswer.Gone();
    }

    private SeatAnswer Resize(int capacity)
    {
        if (capacity < _row.Taken)
        {
            return new SeatAnswer.TooSmall(_row.Taken);
        }

        if (capacity != _row.Capacity)
        {
            _row.Capacity = capacity;
            _rowChanged = true;
            Promote(Reason.SeatsAdded);
        }

        return new SeatAnswer.Done();
    }

    private SeatAnswer Close()
    {
        _rowChanged |= _row.IsOpen;
        _row.IsOpen = false;
        return new SeatAnswer.Done();
    }

    private SeatAnswer Synchronize()
    {
        // An event that is gone keeps its rows and gives nothing.
        var (open, capacity, organizerId) = _seating is null ? (false, _row.Capacity, _row.OrganizerId) : (_seating.IsOpen, _seating.Capacity, _seating.OrganizerId);
        var reason = capacity > _row.Capacity ? Reason.SeatsAdded : open && !_row.IsOpen ? Reason.EventOpened : Reason.SeatFreed;
        _rowChanged |= (open, capacity, organizerId) != (_row.IsOpen, _row.Capacity, _row.OrganizerId);
        (_row.IsOpen, _row.Capacity, _row.OrganizerId) = (open, capacity, organizerId);
        Promote(reason);
        return new SeatAnswer.Done();
    }

    /// <summary>A free seat of an open event goes to the first in the queue, at once.</summary>
    private void Promote(string reason)
    {
        while (_row.IsOpen && _row.Taken < _row.Capacity && _queue.TryDequeue(out var first))
        {
            // Who left since then, perhaps to join again further back, does not hold this ticket any more.
            if (first.Person.Status == EnrollmentStatus.Waitlisted && first.Person.Ticket == first.Ticket)
            {
                _row.Waiting--;
                Seat(first.Person, reason, actorId: null);
                Tell(new ParticipantPromoted(_row.EventId, first.Person.UserId));
            }
        }
    }

    private void Seat(Standing person, string reason, int? actorId)
    {
        var (before, ticket) = (person.Status, person.Ticket);
        Touch(person);
        person.TakeSeat(_now);
        _row.Taken++;
        Note(person, before, reason, actorId, ticket);
    }

    private Standing Known(Standing person)
    {
        if (_people.TryGetValue(person.UserId, out var known))
        {
            return known;
        }

        _people.Add(person.UserId, person);
        return person;
    }

    /// <summary>Whoever changes is written once, in the last state, in the order of the first change.</summary>
    private void Touch(Standing person)
    {
        if (_touched.Add(person.UserId))
        {
            _changed.Add(person);
        }
    }

    private void Note(Standing person, EnrollmentStatus? from, string reason, int? actorId, int? ticket)
    {
        _history.Add(new HistoryRow
        {
            EventId = _row.EventId,
            UserId = person.UserId,
            At = _now,
            FromStatus = from is { } status ? StatusText.Of(status) : null,
            ToStatus = StatusText.Of(person.Status!.Value),
            Reason = reason,
            Ticket = ticket,
            Taken = _row.Taken,
            Capacity = _row.Capacity,
            ActorId = actorId,
        });
    }

    private void Tell(IIntegrationEvent happened) => _outbox.Add(OutboxMessage.For(happened, _began));
}
