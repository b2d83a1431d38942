using Mov.Testing.Invariants;

namespace Mov.Modules.Enrollments.Tests.Given;

/// <summary>What must hold of the seats after whatever happened, for every event that anybody has a row in, and of the counts that the events were told.</summary>
internal static class SeatInvariants
{
    public static async Task HoldAsync(World world, CancellationToken cancellationToken) =>
        Assert.Empty(await FindViolationsAsync(world, cancellationToken));

    /// <summary>The same of seats that another client wrote rows of, which have no history.</summary>
    public static async Task HoldOfAdoptedSeatsAsync(World world, CancellationToken cancellationToken) =>
        Assert.Empty(await FindViolationsAsync(world, cancellationToken, withHistory: false));

    /// <summary>One sentence per violation.</summary>
    public static async Task<IReadOnlyList<string>> FindViolationsAsync(World world, CancellationToken cancellationToken, bool withHistory = true)
    {
        await world.DrainAsync(cancellationToken);
        var facts = await SeatFacts.ReadAsync(world.ConnectionString, cancellationToken);
        return
        [
            .. facts.FindViolations(withHistory),
            .. facts.Events
                .Where(seats => world.Events.CountOf(seats.EventId) != seats.Taken)
                .Select(seats => $"Event {seats.EventId}: the events show {world.Events.CountOf(seats.EventId)} participants, {seats.Taken} seats are taken."),
        ];
    }
}
