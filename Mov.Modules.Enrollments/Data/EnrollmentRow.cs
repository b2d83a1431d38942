namespace Mov.Modules.Enrollments.Data;

/// <summary>A row of <c>enrollments</c>: one per event and person, whatever happened (database-schema.md).</summary>
internal sealed class EnrollmentRow
{
    public int Id { get; set; }

    public int EventId { get; set; }

    public int UserId { get; set; }

    /// <summary>One of <see cref="StatusText"/>; the seed's column may hold NULL, which means what its default says: enrolled.</summary>
    public string? Status { get; set; }

    /// <summary>When the seat or the place was taken; the seed's column may hold NULL.</summary>
    public DateTime? EnrolledAt { get; set; }
}

/// <summary>A row of <c>waitlist</c>: a ticket that somebody waits with.</summary>
internal sealed class WaitlistRow
{
    public int Id { get; set; }

    public int EventId { get; set; }

    public int UserId { get; set; }

    /// <summary>A number that only grows; equal ones, which other clients may have written, are ordered by id.</summary>
    public int Position { get; set; }

    public DateTime? AddedAt { get; set; }
}

/// <summary>A row of <c>waitlist_blocks</c>: how many wait with one of the tickets from <c>Block × Size</c> to the one before the next block. The database itself keeps count
/// (triggers of the table <c>waitlist</c>), so that it is exact whoever writes there.</summary>
internal sealed class WaitlistBlockRow
{
    /// <summary>Tickets of one block; the triggers know it, too. The first block has the negative ones as well, which only other clients may have written.</summary>
    public const int Size = 1_000;

    public int EventId { get; set; }

    public int Block { get; set; }

    public int Waiting { get; set; }
}
