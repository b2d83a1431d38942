using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>Everything about seats in which PostgreSQL and SQLite differ.</summary>
internal interface ISeatStore
{
    /// <summary>How many transactions at one time are worth it.</summary>
    int ConcurrentTransactions { get; }

    /// <summary>Begins a transaction that holds the locks of the events' seat rows until it ends, in this process and in others. The rows are locked in the order
    /// of their ids, so that two who want the same ones wait for each other only in one direction.</summary>
    Task<ISeatTransaction> BeginAsync(IReadOnlyList<int> eventIds, CancellationToken cancellationToken);

    /// <summary>Whether a failure means that the database is away or overloaded, not that the data is at fault.</summary>
    bool IsAway(Exception failure);
}

/// <summary>A transaction that holds seat rows. Disposing it without committing undoes everything.</summary>
internal interface ISeatTransaction : IAsyncDisposable
{
    /// <summary>The seat row of one of the events, where there is one.</summary>
    SeatsRow? FindRow(int eventId);

    /// <summary>Adds a missing seat row and locks it. Another process may have been faster; then it is that one's. Only for a transaction of one event, because this
    /// lock does not follow the order of the ids.</summary>
    Task<SeatsRow> AddRowAsync(EventSeating seating, CancellationToken cancellationToken);

    /// <summary>Makes the two seed tables agree where another client left them half-done (no status, no time, a ticket without an enrollment or the reverse), and counts.</summary>
    Task<RowCounts> RecountAsync(int eventId, DateTime now, CancellationToken cancellationToken);

    /// <summary>Reads, for each question, where those people stand and the first of the queue; answers in the order of the questions.</summary>
    Task<IReadOnlyList<SeatRows>> ReadAsync(IReadOnlyList<SeatQuestion> questions, CancellationToken cancellationToken);

    /// <summary>Writes everything and commits.</summary>
    Task CommitAsync(IReadOnlyList<SeatChanges> changes, CancellationToken cancellationToken);
}

/// <summary>What was counted.</summary>
internal sealed record RowCounts(int Enrolled, int Waiting, int LastPosition);

/// <summary>What is to be read of one event.</summary>
/// <param name="EventId">The event.</param>
/// <param name="UserIds">Who is asked about, each once.</param>
/// <param name="QueueLength">How many of the queue, from its beginning.</param>
internal sealed record SeatQuestion(int EventId, IReadOnlyCollection<int> UserIds, int QueueLength);

/// <summary>What was read of one event.</summary>
internal sealed record SeatRows(IReadOnlyList<Standing> People, IReadOnlyList<Standing> Queue);

/// <summary>What is to be written of one event.</summary>
/// <param name="Row">The seat row as it shall be.</param>
/// <param name="People">Those whose rows change, in the order of their first change.</param>
/// <param name="History">What happened, in order.</param>
/// <param name="Outbox">What others must learn, in order.</param>
internal sealed record SeatChanges(SeatsRow Row, IReadOnlyList<Standing> People, IReadOnlyList<HistoryRow> History, IReadOnlyList<OutboxMessage> Outbox);

/// <summary>Lets tests show that the row lock matters: without it, two processes give the same seat twice.</summary>
internal sealed record SeatLocking(bool TakesRowLock = true);
