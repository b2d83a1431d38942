namespace Mov.Modules.Enrollments.Seats;

/// <summary>The section <c>Enrollments</c> of the settings.</summary>
internal sealed class EnrollmentsSettings
{
    public const string Section = "Enrollments";

    /// <summary>Requests that may wait for one event; beyond it people are told at once to try again.</summary>
    public int QueueLimit { get; set; } = 10_000;

    /// <summary>Requests that are decided in one transaction at most.</summary>
    public int BatchLimit { get; set; } = 256;

    /// <summary>Events that are decided in one transaction at most.</summary>
    public int EventLimit { get; set; } = 64;

    /// <summary>Transactions of the allocators at one time; the rest of the connection pool (5 by default) is for reading.</summary>
    public int ConcurrentTransactions { get; set; } = 4;

    /// <summary>How often the seats are compared with the rows and with the events.</summary>
    public TimeSpan ReconcileEvery { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How soon after the start that is done for the first time.</summary>
    public TimeSpan ReconcileAfterStart { get; set; } = TimeSpan.FromSeconds(5);
}
