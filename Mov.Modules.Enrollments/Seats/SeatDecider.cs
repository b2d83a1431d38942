using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>Decides batches in one transaction: lock the seat rows, gather who came meanwhile, read, decide in order, write, commit, answer everyone.</summary>
internal sealed partial class SeatDecider(
    ISeatStore store,
    IServiceScopeFactory scopes,
    OutboxWakeUp wakeUp,
    SeatAnnouncer announcer,
    IOptions<EnrollmentsSettings> settings,
    TimeProvider time,
    ILogger<SeatDecider> logger)
{
    private static readonly TimeSpan CatalogPatience = TimeSpan.FromSeconds(5);

    /// <summary>One batch of each of these events. Never fails: whatever happens becomes an answer.</summary>
    public async Task DecideAsync(IReadOnlyList<SeatAllocator> allocators)
    {
        List<SeatBatch>? batches = null;
        List<SeatBatch> alone = [];
        try
        {
            await using var transaction = await store.BeginAsync([.. allocators.Select(allocator => allocator.EventId).Order()], CancellationToken.None);
            batches = Take(allocators);
            if (batches.Count > 1)
            {
                // What needs more than its own rows could hold up or fail the others.
                alone = batches.FindAll(batch => MustAsk(transaction.FindRow(batch.EventId), batch));
                batches = batches.FindAll(batch => !alone.Contains(batch));
            }

            await DecideAsync(transaction, batches);
        }
        catch (Exception failure)
        {
            await RecoverAsync(batches ?? Take(allocators), failure);
        }

        foreach (var batch in alone)
        {
            await RetryAsync([batch]);
        }
    }

    /// <summary>In the order of the events' turns; the later ones come along with one request at least.</summary>
    private List<SeatBatch> Take(IReadOnlyList<SeatAllocator> allocators)
    {
        List<SeatBatch> batches = new(allocators.Count);
        var limit = settings.Value.BatchLimit;
        for (var index = 0; index < allocators.Count; index++)
        {
            var batch = allocators[index].Take(Math.Max(1, limit - (allocators.Count - index - 1)));
            limit -= batch.Requests.Count;
            if (batch.Requests.Count > 0)
            {
                batches.Add(batch);
            }
        }

        return batches;
    }

    /// <summary>Batches that failed for their data are decided in halves, down to the request that is at fault: it alone gets a bad answer.</summary>
    private async Task RecoverAsync(List<SeatBatch> batches, Exception failure)
    {
        if (batches.Count == 0)
        {
            return;
        }

        if (store.IsAway(failure))
        {
            LogAway(failure, batches[0].EventId, batches.Sum(batch => batch.Requests.Count));
            batches.ForEach(batch => batch.Answer(new SeatAnswer.Unavailable(Unavailability.Away)));
        }
        else if (batches.Count > 1)
        {
            await RetryAsync(batches[..(batches.Count / 2)]);
            await RetryAsync(batches[(batches.Count / 2)..]);
        }
        else if (batches[0] is { Requests: { Count: > 1 } requests } batch)
        {
            await RetryAsync([batch with { Requests = requests[..(requests.Count / 2)] }]);
            await RetryAsync([batch with { Requests = requests[(requests.Count / 2)..] }]);
        }
        else
        {
            LogFailed(failure, batches[0].Requests[0].GetType().Name, batches[0].EventId);
            batches[0].Answer(new SeatAnswer.Unavailable(failure is EventUnknownException ? Unavailability.EventAway : Unavailability.Failed));
        }
    }

    private async Task RetryAsync(List<SeatBatch> batches)
    {
        try
        {
            await using var transaction = await store.BeginAsync([.. batches.Select(batch => batch.EventId).Order()], CancellationToken.None);
            await DecideAsync(transaction, batches);
        }
        catch (Exception failure)
        {
            await RecoverAsync(batches, failure);
        }
    }

    private async Task DecideAsync(ISeatTransaction transaction, List<SeatBatch> batches)
    {
        var now = time.UtcNow();
        List<Docket> dockets = new(batches.Count);
        foreach (var batch in batches)
        {
            if (await PrepareAsync(transaction, batch, now) is { } docket)
            {
                dockets.Add(docket);
            }
        }

        if (dockets.Count == 0)
        {
            return;
        }

        var read = await transaction.ReadAsync(dockets.ConvertAll(docket => docket.Question), CancellationToken.None);
        List<SeatChanges> changes = new(dockets.Count);
        var answers = new SeatAnswer[dockets.Count][];
        for (var index = 0; index < dockets.Count; index++)
        {
            var docket = dockets[index];
            var book = new SeatBook(docket.Row, docket.Seating, read[index].People, read[index].Queue, now);
            if (docket.IsRecounted)
            {
                book.MustTell();
            }

            answers[index] = [.. docket.Batch.Requests.Select(book.Decide)];
            if (book.Changes() is { } changed)
            {
                changes.Add(changed);
            }
        }

        if (changes.Count > 0)
        {
            await transaction.CommitAsync(changes, CancellationToken.None);
            wakeUp.Ring<EnrollmentsDbContext>();
            changes.ForEach(changed => announcer.Announce(changed.Row.EventId));
        }

        for (var index = 0; index < dockets.Count; index++)
        {
            var requests = dockets[index].Batch.Requests;
            for (var turn = 0; turn < requests.Count; turn++)
            {
                requests[turn].Complete(answers[index][turn]);
            }
        }
    }

    /// <summary>The seat row as the decisions need it: there, counted, and with what the events say where that matters. None when there is no such event; that is an answer, too.</summary>
    private async Task<Docket?> PrepareAsync(ISeatTransaction transaction, SeatBatch batch, DateTime now)
    {
        var row = transaction.FindRow(batch.EventId);
        var seating = MustAsk(row, batch) ? await AskEventsAsync(batch.EventId) : null;
        if (row is null && seating is null)
        {
            batch.Requests.ForEach(request => request.Complete(WithoutEvent(request)));
            return null;
        }

        row ??= await transaction.AddRowAsync(seating!, CancellationToken.None);
        var isNew = row.Version == 0;
        var recounts = isNew || batch.Requests.Exists(request => request is SeatRequest.Synchronize { Recount: true });
        if (recounts)
        {
            SeatBook.Count(row, await transaction.RecountAsync(batch.EventId, now, CancellationToken.None));
            row.IsOpen = isNew ? seating?.IsOpen ?? false : row.IsOpen;
        }

        return new Docket(batch, row, seating, recounts, new SeatQuestion(batch.EventId, PeopleOf(batch.Requests), SeatsToGive(row, seating, batch.Requests)));
    }

    private static bool MustAsk(SeatsRow? row, SeatBatch batch) => row is not { Version: > 0 }
        || batch.Requests.Exists(request => request is SeatRequest.Synchronize || (!row.IsOpen && request is SeatRequest.Enroll or SeatRequest.Leave));

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

    /// <summary>A batch with all that its decisions rest on, except what is read for all of them at once.</summary>
    private sealed record Docket(SeatBatch Batch, SeatsRow Row, EventSeating? Seating, bool IsRecounted, SeatQuestion Question);

    /// <summary>The events do not answer; whoever does not need them is decided without.</summary>
    private sealed class EventUnknownException(Exception inner) : Exception("The event could not be looked up.", inner);
}
