namespace Mov.Modules.Enrollments.Data;

/// <summary>A row of <c>event_seats</c>: the one place where the seats of an event are decided. Whoever decides holds its lock.</summary>
internal sealed class SeatsRow
{
    public int EventId { get; set; }

    /// <summary>Whose event it is.</summary>
    public int OrganizerId { get; set; }

    public int Capacity { get; set; }

    /// <summary>How many ENROLLED rows there are.</summary>
    public int Taken { get; set; }

    /// <summary>How many people wait.</summary>
    public int Waiting { get; set; }

    /// <summary>Whether seats are being given.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The next ticket for the waitlist.</summary>
    public int NextPosition { get; set; }

    /// <summary>Grows with every change; 0 while the rows of the event have not been counted yet.</summary>
    public long Version { get; set; }
}

/// <summary>A row of <c>enrollment_history</c>: what happened to somebody's place, with the numbers that a sentence about it needs.</summary>
internal sealed class HistoryRow
{
    public long Id { get; set; }

    public int EventId { get; set; }

    public int UserId { get; set; }

    public DateTime At { get; set; }

    public string? FromStatus { get; set; }

    public required string ToStatus { get; set; }

    /// <summary>One of <see cref="Seats.Reason"/>.</summary>
    public required string Reason { get; set; }

    /// <summary>The ticket on the waitlist, where there was one.</summary>
    public int? Ticket { get; set; }

    /// <summary>Seats taken after the change.</summary>
    public int Taken { get; set; }

    /// <summary>Seats in all at that time.</summary>
    public int Capacity { get; set; }

    /// <summary>Who did it; none where it followed from something else.</summary>
    public int? ActorId { get; set; }
}
