using Microsoft.EntityFrameworkCore;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Shared;

namespace Mov.Modules.Enrollments.Lists;

/// <summary>Reads whether people have seats. The many who are in a room when it has news cost one query.</summary>
internal sealed class SeatReads(IDbContextFactory<EnrollmentsDbContext> contexts)
{
    private const int MostAtOnce = 1_000;

    private readonly GatheredReads<(int EventId, int UserId), bool> _reads = new(asked => ReadAsync(contexts, asked), MostAtOnce);

    public Task<bool> IsTakenAsync(int eventId, int userId, CancellationToken cancellationToken) => _reads.FindAsync((eventId, userId), cancellationToken);

    private static async Task<Dictionary<(int EventId, int UserId), bool>> ReadAsync(IDbContextFactory<EnrollmentsDbContext> contexts, (int EventId, int UserId)[] asked)
    {
        Dictionary<(int EventId, int UserId), bool> taken = new(asked.Length);
        await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
        foreach (var room in asked.GroupBy(seat => seat.EventId, seat => seat.UserId))
        {
            int[] people = [.. room];
            var enrolled = context.Enrollments
                .Where(row => row.EventId == room.Key && EF.Parameter(people).Contains(row.UserId) && (row.Status == null || row.Status == StatusText.Enrolled))
                .Select(row => row.UserId);
            await foreach (var person in enrolled.AsAsyncEnumerable())
            {
                taken[(room.Key, person)] = true;
            }
        }

        return taken;
    }
}
