using Microsoft.EntityFrameworkCore;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Shared;

namespace Mov.Modules.Enrollments.Lists;

/// <summary>What somebody's row in an event says, for pages that many open in the same moment: they share a query.</summary>
internal sealed class OwnRows(IDbContextFactory<EnrollmentsDbContext> contexts)
{
    // A query looks for each person in each event that it is asked for.
    private const int MostAtOnce = 64;

    private readonly GatheredCalls<Place, Row> _reads = new(Reader(contexts), MostAtOnce);
    private readonly GatheredCalls<Place, OwnRow> _readsWithSeats = new(ReaderWithSeats(contexts), MostAtOnce);

    /// <summary>The state as it is after this was asked; <see langword="null"/> for somebody who never had a place.</summary>
    public async Task<EnrollmentStatus?> FindAsync(int eventId, int userId, CancellationToken cancellationToken) =>
        (await _reads.AskAsync(new Place(eventId, userId), cancellationToken))?.Status;

    /// <summary>The same with the event's seats; <see langword="null"/> for an event whose seats are not known yet.</summary>
    public Task<OwnRow?> FindWithSeatsAsync(int eventId, int userId, CancellationToken cancellationToken) =>
        _readsWithSeats.AskAsync(new Place(eventId, userId), cancellationToken);

    private static Func<Place[], Task<Dictionary<Place, OwnRow>>> ReaderWithSeats(IDbContextFactory<EnrollmentsDbContext> contexts)
    {
        var find = EF.CompileAsyncQuery((EnrollmentsDbContext context, int[] events, int[] users) => context.Seats
            .Where(seats => events.Contains(seats.EventId) && seats.Version > 0)
            .SelectMany(
                seats => context.Enrollments.Where(row => row.EventId == seats.EventId && users.Contains(row.UserId)).DefaultIfEmpty(),
                (seats, row) => new
                {
                    Seats = new SeatCount(seats.EventId, seats.Capacity, seats.Taken, seats.Waiting, seats.IsOpen),
                    UserId = (int?)row!.UserId,
                    row.Status,
                }));
        return async places =>
        {
            await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
            var found = await find(context, [.. places.Select(place => place.EventId).Distinct()], [.. places.Select(place => place.UserId).Distinct()])
                .ToListAsync(CancellationToken.None);
            var seats = found.Select(row => row.Seats).DistinctBy(count => count.EventId).ToDictionary(count => count.EventId);
            var statuses = found.Where(row => row.UserId is not null).ToDictionary(row => new Place(row.Seats.EventId, row.UserId!.Value), row => StatusText.Parse(row.Status));
            return places.Where(place => seats.ContainsKey(place.EventId)).ToDictionary(
                place => place,
                place => new OwnRow(seats[place.EventId], statuses.TryGetValue(place, out var status) ? status : null));
        };
    }

    private static Func<Place[], Task<Dictionary<Place, Row>>> Reader(IDbContextFactory<EnrollmentsDbContext> contexts)
    {
        // Every page of an event asks this: it is worked out once.
        var find = EF.CompileAsyncQuery((EnrollmentsDbContext context, int[] events, int[] users) => context.Enrollments
            .Where(row => events.Contains(row.EventId) && users.Contains(row.UserId))
            .Select(row => new { row.EventId, row.UserId, row.Status }));
        return async places =>
        {
            int[] events = [.. places.Select(place => place.EventId).Distinct()];
            int[] users = [.. places.Select(place => place.UserId).Distinct()];
            await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
            return await find(context, events, users)
                .ToDictionaryAsync(row => new Place(row.EventId, row.UserId), row => new Row(StatusText.Parse(row.Status)), cancellationToken: CancellationToken.None);
        };
    }

    private sealed record Place(int EventId, int UserId);

    private sealed record Row(EnrollmentStatus Status);
}

/// <summary>An event's seats and somebody's row in it.</summary>
/// <param name="Seats">The seats.</param>
/// <param name="Status">What the row says; none for somebody who never had a place.</param>
internal sealed record OwnRow(SeatCount Seats, EnrollmentStatus? Status);
