using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;
using Mov.Modules.Shared.Background;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Lifecycle;

/// <summary>Starts events at their date and completes them at their end. Several instances may run it: whoever is second at an event changes nothing.</summary>
internal sealed partial class EventClock(
    IServiceScopeFactory scopes,
    IDbContextFactory<EventsDbContext> contexts,
    IOptions<EventsSettings> settings,
    TimeProvider time,
    ILogger<EventClock> logger) : RepeatedWork(Interval, time)
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Moves everything that is due now.</summary>
    /// <returns>How many moves were made.</returns>
    internal async Task<int> RunRoundAsync(CancellationToken cancellationToken)
    {
        var now = Time.UtcNow();
        var begunLongAgo = now - settings.Value.CompleteAfter;
        return await MoveAsync(EventStatus.Running, @event => @event.Status == EventStatus.Published && @event.Date <= now, cancellationToken)
            + await MoveAsync(
                EventStatus.Completed,
                @event => @event.Status == EventStatus.Running && (@event.EndsAt <= now || (@event.EndsAt == null && @event.Date <= begunLongAgo)),
                cancellationToken);
    }

    protected override Task WorkAsync(CancellationToken cancellationToken) => RunRoundAsync(cancellationToken);

    protected override void TellFailure(Exception failure) => LogRoundFailed(failure);

    private async Task<int> MoveAsync(EventStatus to, Expression<Func<Event, bool>> isDue, CancellationToken cancellationToken)
    {
        var moved = 0;
        var (lastDate, lastId) = (DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc), int.MinValue);
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var batch = await context.Events.AsNoTracking()
                .Where(isDue)
                .Where(@event => @event.Date > lastDate || (@event.Date == lastDate && @event.Id > lastId))
                .OrderBy(@event => @event.Date)
                .ThenBy(@event => @event.Id)
                .Take(BatchSize)
                .ToListAsync(cancellationToken);
            foreach (var due in batch)
            {
                moved += await TryMoveAsync(due, to, cancellationToken) ? 1 : 0;
                (lastDate, lastId) = (due.Date, due.Id);
            }

            if (batch.Count < BatchSize)
            {
                return moved;
            }
        }
    }

    private async Task<bool> TryMoveAsync(Event due, EventStatus to, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<EventMoves>().TryMoveAsync(due, to, cancellationToken) is not null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // One event that cannot be moved must not hold up the others; the next round tries it again.
            LogMoveFailed(failure, due.Id, to);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock could not look at the events; trying again")]
    private partial void LogRoundFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {EventId} could not be moved to {Status}; trying again")]
    private partial void LogMoveFailed(Exception failure, int eventId, EventStatus status);
}
