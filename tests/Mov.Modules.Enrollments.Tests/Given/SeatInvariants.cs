using Microsoft.EntityFrameworkCore;
using Mov.Modules.Enrollments.Data;

namespace Mov.Modules.Enrollments.Tests.Given;

/// <summary>What must hold of the seats after whatever happened, for every event that anybody has a row in.</summary>
internal static class SeatInvariants
{
    public static async Task HoldAsync(World world, CancellationToken cancellationToken) =>
        Assert.Empty(await FindViolationsAsync(world, cancellationToken));

    /// <summary>One sentence per violation.</summary>
    public static async Task<IReadOnlyList<string>> FindViolationsAsync(World world, CancellationToken cancellationToken)
    {
        await world.DrainAsync(cancellationToken);
        var (seats, enrollments, waitlist, history) = await world.ReadAsync(
            async context => (
                await context.Seats.AsNoTracking().ToListAsync(cancellationToken),
                await context.Enrollments.AsNoTracking().ToListAsync(cancellationToken),
                await context.Waitlist.AsNoTracking().OrderBy(row => row.Position).ThenBy(row => row.Id).ToListAsync(cancellationToken),
                await context.History.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken)),
            cancellationToken);
        List<string> found = [];
        foreach (var row in seats)
        {
            var enrolled = enrollments.Where(one => one.EventId == row.EventId && one.Status == StatusText.Enrolled).Select(one => one.UserId).ToHashSet();
            var waiting = enrollments.Where(one => one.EventId == row.EventId && one.Status == StatusText.Waitlisted).Select(one => one.UserId).ToHashSet();
            var queue = waitlist.Where(one => one.EventId == row.EventId).ToList();
            Require(enrolled.Count <= row.Capacity, $"{enrolled.Count} people have one of {row.Capacity} seats");
            Require(enrolled.Count == row.Taken, $"{row.Taken} seats are said to be taken, {enrolled.Count} are");
            Require(waiting.SetEquals(queue.Select(one => one.UserId)), "those WAITLISTED are not those on the waitlist");
            Require(queue.Count == row.Waiting, $"{row.Waiting} people are said to wait, {queue.Count} do");
            Require(!row.IsOpen || row.Waiting == 0 || row.Taken >= row.Capacity, "somebody waits although a seat is free");
            Require(queue.TrueForAll(one => one.Position < row.NextPosition), "a ticket is not below the next one");
            Require(world.Events.CountOf(row.EventId) == row.Taken, $"the events show {world.Events.CountOf(row.EventId)} participants, {row.Taken} seats are taken");
            Require(IsInPromotionOrder(history.Where(change => change.EventId == row.EventId), queue), "somebody was promoted past somebody with a smaller ticket");

            void Require(bool holds, string violation)
            {
                if (!holds)
                {
                    found.Add($"Event {row.EventId}: {violation}.");
                }
            }
        }

        return found;
    }

    /// <summary>Replays the history: whoever was promoted held the smallest ticket of that moment.</summary>
    private static bool IsInPromotionOrder(IEnumerable<HistoryRow> history, List<WaitlistRow> queue)
    {
        SortedSet<int> tickets = [];
        foreach (var change in history.Where(change => change.Ticket is not null))
        {
            if (change.ToStatus == StatusText.Waitlisted)
            {
                tickets.Add(change.Ticket!.Value);
            }
            else
            {
                if (change.ToStatus == StatusText.Enrolled && tickets.Count > 0 && tickets.Min < change.Ticket)
                {
                    return false;
                }

                tickets.Remove(change.Ticket!.Value);
            }
        }

        return tickets.All(ticket => queue.Exists(row => row.Position == ticket));
    }
}
