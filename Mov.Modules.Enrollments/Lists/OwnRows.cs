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

    /// <summary>The state as it is after this was asked; <see langword="null"/> for somebody who never had a place.</summary>
    public async Task<EnrollmentStatus?> FindAsync(int eventId, int userId, CancellationToken cancellationToken) =>
        (await _reads.AskAsync(new Place(eventId, userId), cancellationToken))?.Status;

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
