using Mov.Modules.Enrollments.Contracts;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>What the rows say of a person before a batch, and what they shall say after it.</summary>
/// <param name="userId">Who.</param>
/// <param name="enrollmentId">The row in <c>enrollments</c>, where there is one.</param>
/// <param name="storedStatus">The state it holds.</param>
/// <param name="storedAt">The time it holds.</param>
/// <param name="waitlistId">The row in <c>waitlist</c>, where there is one.</param>
/// <param name="storedTicket">The position it holds.</param>
internal sealed class Standing(int userId, int? enrollmentId, EnrollmentStatus? storedStatus, DateTime? storedAt, int? waitlistId, int? storedTicket)
{
    public int UserId { get; } = userId;

    public int? EnrollmentId { get; } = enrollmentId;

    public int? StoredTicket { get; } = storedTicket;

    public int? WaitlistId { get; } = waitlistId;

    /// <summary>None before the first enrollment; a ticket without an enrollment, as another client may write it, is a place all the same.</summary>
    public EnrollmentStatus? Status { get; private set; } = storedStatus ?? (waitlistId is null ? null : EnrollmentStatus.Waitlisted);

    public DateTime? Since { get; private set; } = storedAt;

    public int? Ticket { get; private set; } = storedTicket;

    public bool TicketEnds => WaitlistId is not null && (Status != EnrollmentStatus.Waitlisted || Ticket != StoredTicket);

    public bool TicketBegins => Status == EnrollmentStatus.Waitlisted && (WaitlistId is null || Ticket != StoredTicket);

    public void TakeSeat(DateTime at)
    {
        (Status, Since, Ticket) = (EnrollmentStatus.Enrolled, at, null);
    }

    public void JoinQueue(int ticket, DateTime at)
    {
        (Status, Since, Ticket) = (EnrollmentStatus.Waitlisted, at, ticket);
    }

    /// <summary>The time of the enrollment stays, as a fact of the past.</summary>
    public void Leave()
    {
        (Status, Ticket) = (EnrollmentStatus.Canceled, null);
    }
}
