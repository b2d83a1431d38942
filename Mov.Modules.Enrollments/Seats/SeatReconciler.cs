using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Background;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>Compares the seats with the rows they count, with the events and with the counts the events show, and has what differs decided anew under the lock.
/// Whatever was missed or written by another client is put right by this.</summary>
internal sealed partial class SeatReconciler(
    SeatEngine engine,
    IDbContextFactory<EnrollmentsDbContext> contexts,
    IServiceScopeFactory scopes,
    IOptions<EnrollmentsSettings> settings,
    TimeProvider time,
    ILogger<SeatReconciler> logger) : RepeatedWork(settings.Value.ReconcileEvery, time, settings.Value.ReconcileAfterStart)
{
    private const int ChunkSize = 1_000;

    /// <summary>One round over everything.</summary>
    /// <returns>The events that were put right.</returns>
    public async Task<IReadOnlyCollection<int>> RunOnceAsync(CancellationToken cancellationToken)
    {
        HashSet<int> current = [];
        List<int> differing = [];
        var afterId = 0;
        while (await ListSeatingsAsync(afterId, cancellationToken) is { Count: > 0 } seatings)
        {
            afterId = seatings.Max(seating => seating.EventId);
            current.UnionWith(seatings.Select(seating => seating.EventId));
            differing.AddRange(await CompareAsync(seatings, cancellationToken));
        }

        differing.AddRange(await FindForgottenAsync(current, cancellationToken));
        foreach (var eventId in differing)
        {
            await engine.OrderAsync(eventId, new SeatRequest.Synchronize(recount: true), cancellationToken);
        }

        return differing;
    }

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (await RunOnceAsync(cancellationToken) is { Count: > 0 } events)
        {
            LogPutRight(events.Count);
        }
    }

    protected override void TellFailure(Exception failure) => LogPostponed(failure);

    private async Task<IReadOnlyList<EventSeating>> ListSeatingsAsync(int afterId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IEventCatalog>().ListSeatingsAsync(afterId, ChunkSize, cancellationToken);
    }

    private async Task<List<int>> CompareAsync(IReadOnlyList<EventSeating> seatings, CancellationToken cancellationToken)
    {
        int[] ids = [.. seatings.Select(seating => seating.EventId)];
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Seats.AsNoTracking().Where(row => ids.Contains(row.EventId)).ToDictionaryAsync(row => row.EventId, cancellationToken);
        var enrolled = await CountEnrolledAsync(context, ids, cancellationToken);
        var waiting = await CountWaitingAsync(context, ids, cancellationToken);
        return [.. seatings.Where(seating => Differs(seating)).Select(seating => seating.EventId)];

        bool Differs(EventSeating seating)
        {
            var counted = (enrolled.GetValueOrDefault(seating.EventId), waiting.GetValueOrDefault(seating.EventId));
            if (!rows.TryGetValue(seating.EventId, out var row))
            {
                return seating.Status != EventStatus.Planning || counted != (0, 0);
            }

            return row.Capacity != seating.Capacity || row.IsOpen != seating.IsOpen || row.OrganizerId != seating.OrganizerId
                || (row.Taken, row.Waiting) != counted || (row.IsOpen && row.Waiting > 0 && row.Taken < row.Capacity)
                || seating.Shown != row.Taken;
        }
    }

    private static async Task<Dictionary<int, int>> CountEnrolledAsync(EnrollmentsDbContext context, int[] ids, CancellationToken cancellationToken) =>
        await context.Enrollments.Where(row => ids.Contains(row.EventId) && (row.Status == StatusText.Enrolled || row.Status == null))
            .GroupBy(row => row.EventId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);

    private static async Task<Dictionary<int, int>> CountWaitingAsync(EnrollmentsDbContext context, int[] ids, CancellationToken cancellationToken) =>
        await context.Waitlist.Where(row => ids.Contains(row.EventId))
            .GroupBy(row => row.EventId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);

    /// <summary>Events that are over, canceled or gone, and yet open here; and events of which another client wrote rows that were never counted.</summary>
    private async Task<List<int>> FindForgottenAsync(HashSet<int> current, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await context.Seats.Where(row => row.IsOpen).Select(row => row.EventId).ToListAsync(cancellationToken);
        var uncounted = await context.Enrollments.Select(row => row.EventId)
            .Union(context.Waitlist.Select(row => row.EventId))
            .Where(eventId => !context.Seats.Any(row => row.EventId == eventId))
            .ToListAsync(cancellationToken);
        return [.. open.Union(uncounted).Where(eventId => !current.Contains(eventId)).Order()];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The seats of {Count} events were put right")]
    private partial void LogPutRight(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The seats could not be compared with the events; trying again later")]
    private partial void LogPostponed(Exception failure);
}
