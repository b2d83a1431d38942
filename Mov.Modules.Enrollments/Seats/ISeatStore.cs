using Mov.Modules.Enrollments.Data;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>Everything about seats in which PostgreSQL and SQLite differ.</summary>
internal interface ISeatStore
{
    /// <summary>How many transactions at one time are worth it.</summary>
    int ConcurrentTransactions { get; }

    /// <summary>Begins a transaction that holds the lock of the event's seat row until it ends, in this process and in others.</summary>
    Task<ISeatTransaction> BeginAsync(int eventId, CancellationToken cancellationToken);

    /// <summary>Whether a failure means that the database is away or overloaded, not that the data is at fault.</summary>
    bool IsAway(Exception failure);
}

/// <summary>A transaction that holds a seat row. Disposing it without committing undoes everything.</summary>
internal interface ISeatTransaction : IAsyncDisposable
{
    /// <summary>The seat row, where there is one.</summary>
    SeatsRow? Row { get; }

    /// <summary>Adds the missing seat row and locks it. Another process may have been faster; then it is that one's.</summary>
    Task<SeatsRow> AddRowAsync(EventSeating seating, CancellationToken cancellationToken);

    /// <summary>Makes the two seed tables agree where another client left them half-done (no status, no time, a ticket without an enrollment or the reverse), and counts.</summary>
    Task<RowCounts> RecountAsync(DateTime now, CancellationToken cancellationToken);

    /// <summary>Reads where these people stand and the first <paramref name="queueLength"/> of the queue.</summary>
    Task<SeatRows> ReadAsync(IReadOnlyCollection<int> userIds, int queueLength, CancellationToken cancellationToken);

    /// <summary>Writes everything and commits.</summary>
    Task CommitAsync(SeatChanges changes, CancellationToken cancellationToken);
}

/// <summary>What was counted.</summary>
internal sealed record RowCounts(int Enrolled, int Waiting, int LastPosition);

/// <summary>What was read.</summary>
internal sealed record SeatRows(IReadOnlyList<Standing> People, IReadOnlyList<Standing> Queue);

/// <summary>What is to be written in one transaction.</summary>
/// <param name="Row">The seat row as it shall be.</param>
/// <param name="People">Those whose rows change, in the order of their first change.</param>
/// <param name="History">What happened, in order.</param>
/// <param name="Outbox">What others must learn, in order.</param>
internal sealed record SeatChanges(SeatsRow Row, IReadOnlyList<Standing> People, IReadOnlyList<HistoryRow> History, IReadOnlyList<OutboxMessage> Outbox);

/// <summary>Lets tests show that the row lock matters: without it, two processes give the same seat twice.</summary>
internal sealed record SeatLocking(bool TakesRowLock = true);
