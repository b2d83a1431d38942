using Mov.Modules.Enrollments.Contracts;

namespace Mov.Modules.Enrollments.Data;

/// <summary>How <see cref="EnrollmentStatus"/> is written in <c>enrollments.status</c> (database-schema.md).</summary>
internal static class StatusText
{
    public const string Enrolled = "ENROLLED";
    public const string Waitlisted = "WAITLISTED";
    public const string Canceled = "CANCELED";

    public static string Of(EnrollmentStatus status) => status switch
    {
        EnrollmentStatus.Enrolled => Enrolled,
        EnrollmentStatus.Waitlisted => Waitlisted,
        EnrollmentStatus.Canceled => Canceled,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a state of an enrollment."),
    };

    public static EnrollmentStatus Parse(string? text) => text switch
    {
        Waitlisted => EnrollmentStatus.Waitlisted,
        Canceled => EnrollmentStatus.Canceled,
        _ => EnrollmentStatus.Enrolled,
    };
}
