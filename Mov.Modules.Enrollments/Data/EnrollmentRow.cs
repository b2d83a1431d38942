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
