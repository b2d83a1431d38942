using Ardalis.Result;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Seats;

/// <summary>Asks the seat ledger before what takes seats away is committed. From the asking to the commit the event itself says that no more than the
/// held number is given (<see cref="IEventCatalog.FindSeatingAsync"/>), so that nothing that synchronizes in between gives them out again.</summary>
internal sealed partial class SeatHolds(
    IDbContextFactory<EventsDbContext> contexts, ISeatLedger ledger, TimeProvider time, ILogger<SeatHolds> logger)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>No more seats of this event.</summary>
    public async Task<SeatHold> CloseAsync(int eventId, CancellationToken cancellationToken)
    {
        var hold = await TakeAsync(eventId, 0, cancellationToken);
        await hold.GuardAsync(async () =>
        {
            await ledger.CloseAsync(eventId, cancellationToken);
            return Result.Success();
        });
        return hold;
    }

    /// <summary>At most this many; <see cref="SeatHold.Answer"/> says whether that is possible.</summary>
    public async Task<SeatHold> LowerAsync(int eventId, int capacity, CancellationToken cancellationToken)
    {
        var hold = await TakeAsync(eventId, capacity, cancellationToken);
        await hold.GuardAsync(() => ledger.ResizeAsync(eventId, capacity, cancellationToken));
        return hold;
    }

    /// <summary>Tells the ledger of more seats at once. The event in the outbox does so again, so a failure here costs a moment only.</summary>
    public async Task SynchronizeAsync(int eventId)
    {
        try
        {
            // What is committed must be told, even to a caller who has gone.
            await ledger.SynchronizeAsync(eventId, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogNotSynchronized(failure, eventId);
        }
    }

    private async Task<SeatHold> TakeAsync(int eventId, int capacity, CancellationToken cancellationToken)
    {
        var until = time.UtcNow() + Lease;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Events.Where(@event => @event.Id == eventId).ExecuteUpdateAsync(
            set => set.SetProperty(@event => @event.SeatHold, capacity).SetProperty(@event => @event.SeatHoldUntil, until), cancellationToken);
        return new SeatHold(this, eventId, until);
    }

    private async Task ReleaseAsync(int eventId, DateTime until)
    {
        await using (var context = await contexts.CreateDbContextAsync(CancellationToken.None))
        {
            await context.Events.Where(@event => @event.Id == eventId && @event.SeatHoldUntil == until).ExecuteUpdateAsync(
                set => set.SetProperty(@event => @event.SeatHold, (int?)null).SetProperty(@event => @event.SeatHoldUntil, (DateTime?)null), CancellationToken.None);
        }

        await SynchronizeAsync(eventId);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The seats of event {EventId} could not be synchronized at once; the outbox or the reconciler does it")]
    private partial void LogNotSynchronized(Exception failure, int eventId);

    /// <summary>A hold under way. Unless it was <see cref="Settle">settled</see>, disposing it gives the seats back.</summary>
    internal sealed class SeatHold(SeatHolds holds, int eventId, DateTime until) : IAsyncDisposable
    {
        private bool _settled;

        /// <summary>What the ledger said.</summary>
        public Result Answer { get; private set; } = Result.Success();

        /// <summary>The change that the hold was for is committed.</summary>
        public void Settle() => _settled = true;

        public async ValueTask DisposeAsync()
        {
            if (!_settled)
            {
                _settled = true;
                await holds.ReleaseAsync(eventId, until);
            }
        }

        /// <summary>Asks; whoever does not get an answer does not get a hold to dispose either.</summary>
        internal async Task GuardAsync(Func<Task<Result>> ask)
        {
            var answered = false;
            try
            {
                Answer = await ask();
                answered = true;
            }
            finally
            {
                if (!answered)
                {
                    await DisposeAsync();
                }
            }
        }
    }
}
