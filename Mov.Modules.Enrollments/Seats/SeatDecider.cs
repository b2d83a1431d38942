using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>Decides a batch in one transaction: lock the seat row, gather who came meanwhile, read, decide in order, write, commit, answer everyone.</summary>
internal sealed partial class SeatDecider(
    ISeatStore store, IServiceScopeFactory scopes, OutboxWakeUp wakeUp, SeatAnnouncer announcer, TimeProvider time, ILogger<SeatDecider> logger)
{
    private const string Away = "Seats cannot be reached at the moment. Please try again in a little while; trying again never takes a second seat.";
    private const string Failed = "This could not be saved. Nothing was changed; please try again in a moment.";
    private const string EventAway = "The event cannot be looked up at the moment. Nothing was changed; please try again in a moment.";
    private static readonly TimeSpan CatalogPatience = TimeSpan.FromSeconds(5);

    /// <summary>One batch of an event. Never fails: whatever happens becomes an answer.</summary>
    public async Task DecideAsync(SeatAllocator allocator)
    {
        List<SeatRequest>? batch = null;
        try
        {
            await using var transaction = await store.BeginAsync(allocator.EventId, CancellationToken.None);
            batch = allocator.Take();
            await DecideAsync(transaction, allocator.EventId, batch);
        }
        catch (Exception failure)
        {
            await RecoverAsync(allocator.EventId, batch ?? allocator.Take(), failure);
        }
    }

    /// <summary>A batch that failed for its data is decided in halves, down to the request that is at fault: it alone gets a bad answer.</summary>
    private async Task RecoverAsync(int eventId, List<SeatRequest> batch, Exception failure)
    {
        if (store.IsAway(failure))
        {
            LogAway(failure, eventId, batch.Count);
            batch.ForEach(request => request.Complete(new SeatAnswer.Unavailable(Away)));
            return;
        }

        if (batch.Count == 1)
        {
            LogFailed(failure, batch[0].GetType().Name, eventId);
            batch[0].Complete(new SeatAnswer.Unavailable(failure is EventUnknownException ? EventAway : Failed));
            return;
        }

        if (batch.Count > 1)
        {
            var half = batch.Count / 2;
            await RetryAsync(eventId, batch[..half]);
            await RetryAsync(eventId, batch[half..]);
        }
    }

    private async Task RetryAsync(int eventId, List<SeatRequest> batch)
    {
        try
        {
            await using var transaction = await store.BeginAsync(eventId, CancellationToken.None);
            await DecideAsync(transaction, eventId, batch);
        }
        catch (Exception failure)
        {
            await RecoverAsync(eventId, batch, failure);
        }
    }

    private async Task DecideAsync(ISeatTransaction transaction, int eventId, List<SeatRequest> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var row = transaction.Row;
        var mustAsk = row is not { Version: > 0 } || batch.Exists(request => request is SeatRequest.Synchronize || (!row.IsOpen && request is SeatRequest.Enroll or SeatRequest.Leave));
        var seating = mustAsk ? await AskEventsAsync(eventId) : null;
        if (row is null && seating is null)
        {
            batch.ForEach(request => request.Complete(WithoutEvent(request)));
            return;
        }

        var now = time.UtcNow();
        row ??= await transaction.AddRowAsync(seating!, CancellationToken.None);
        var isNew = row.Version == 0;
        var recounts = isNew || batch.Exists(request => request is SeatRequest.Synchronize { Recount: true });
        if (recounts)
        {
            SeatBook.Count(row, await transaction.RecountAsync(now, CancellationToken.None));
            row.IsOpen = isNew ? seating?.IsOpen ?? false : row.IsOpen;
        }

        var rows = await transaction.ReadAsync(PeopleOf(batch), SeatsToGive(row, seating, batch), CancellationToken.None);
        var book = new SeatBook(row, seating, rows.People, rows.Queue, now);
        if (recounts)
        {
            book.MustTell();
        }

        var answers = batch.ConvertAll(book.Decide);
        if (book.Changes() is { } changes)
        {
            await transaction.CommitAsync(changes, CancellationToken.None);
            wakeUp.Ring<EnrollmentsDbContext>();
            announcer.Announce(eventId);
        }

        for (var index = 0; index < batch.Count; index++)
        {
            batch[index].Complete(answers[index]);
        }
    }

    // Read while the seat row is locked: whoever closes or shrinks an event asks for the same lock before doing so.
    private async Task<EventSeating?> AskEventsAsync(int eventId)
    {
        using var patience = new CancellationTokenSource(CatalogPatience);
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<IEventCatalog>().FindSeatingAsync(eventId, patience.Token);
        }
        catch (Exception failure)
        {
            throw new EventUnknownException(failure);
        }
    }

    private static HashSet<int> PeopleOf(List<SeatRequest> batch)
    {
        HashSet<int> people = new(batch.Count);
        foreach (var request in batch)
        {
            switch (request)
            {
                case SeatRequest.Enroll enroll:
                    people.Add(enroll.UserId);
                    break;
                case SeatRequest.Leave leave:
                    people.Add(leave.UserId);
                    break;
            }
        }

        return people;
    }

    /// <summary>How many of the queue the batch can reach at most: each free or added seat takes one, and each person who leaves frees a seat or a place.</summary>
    private static int SeatsToGive(SeatsRow row, EventSeating? seating, List<SeatRequest> batch)
    {
        var capacity = Math.Max(row.Capacity, seating?.Capacity ?? 0);
        var leaving = 0;
        foreach (var request in batch)
        {
            leaving += request is SeatRequest.Leave ? 1 : 0;
            capacity = request is SeatRequest.Resize resize ? Math.Max(capacity, resize.Capacity) : capacity;
        }

        return (int)Math.Min((long)Math.Max(0, capacity - row.Taken) + leaving, row.Waiting);
    }

    private static SeatAnswer WithoutEvent(SeatRequest request) => request switch
    {
        SeatRequest.Enroll => new SeatAnswer.NotOpen(),
        SeatRequest.Leave => new SeatAnswer.NeverThere(),
        _ => new SeatAnswer.Done(),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The seats of event {EventId} cannot be reached; {Count} requests were turned away")]
    private partial void LogAway(Exception failure, int eventId, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request ({Request}) about the seats of event {EventId} failed")]
    private partial void LogFailed(Exception failure, string request, int eventId);

    /// <summary>The events do not answer; whoever does not need them is decided without.</summary>
    private sealed class EventUnknownException(Exception inner) : Exception("The event could not be looked up.", inner);
}
