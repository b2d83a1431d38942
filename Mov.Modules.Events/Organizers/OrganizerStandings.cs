using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;
using Mov.Modules.Events.Seats;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Organizers;

/// <summary>Notes which organizers' accounts are deactivated, so that their events are out of sight and take no enrollments without asking Auth about each.</summary>
internal sealed class OrganizerStandings(
    IDbContextFactory<EventsDbContext> contexts,
    ISeatLedger ledger,
    SeatHolds seats,
    IUserDirectory users,
    ILiveUpdates live,
    TimeProvider time) : IAccountSuspension
{
    private const int BatchSize = 500;

    /// <summary>Longer than any instance's view of the accounts is old, and than a deactivation takes from its announcement to its commit.</summary>
    private static readonly TimeSpan SettledAfter = TimeSpan.FromMinutes(1);

    public async Task SuspendAsync(int userId, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(userId, cancellationToken) is not { Role: UserRole.Organizer })
        {
            return;
        }

        await NoteAsync(userId, isActive: false, time.UtcNow(), delivery: null, _ => true, cancellationToken);

        // Also what an earlier call noted but did not get to close.
        foreach (var eventId in await ListAsync(userId, EventStatus.Published, cancellationToken))
        {
            await ledger.CloseAsync(eventId, cancellationToken);
        }
    }

    /// <summary>Takes in what Auth's outbox says. Late and repeated deliveries change nothing: what was noted after they happened outweighs them, or a deactivation that
    /// comes late and its end would undo the suspension that followed both.</summary>
    public async Task HearAsync(int userId, bool isActive, long delivery, DateTime occurredAt, CancellationToken cancellationToken)
    {
        var changed = await NoteAsync(
            userId,
            isActive,
            occurredAt,
            delivery,
            standing => standing.DecidedBy < delivery && standing.ChangedAt <= occurredAt,
            cancellationToken);
        if (changed)
        {
            await SynchronizeAsync(userId, cancellationToken);
        }
    }

    /// <summary>Compares with the accounts themselves: ends a suspension whose deactivation was never committed, and notices accounts that another client deactivated.</summary>
    public async Task ReviewAsync(CancellationToken cancellationToken)
    {
        var last = int.MinValue;
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var organizers = await context.Events
                .Where(@event => @event.Status == EventStatus.Published || @event.Status == EventStatus.Running)
                .Select(@event => @event.OrganizerId)
                .Union(context.OrganizerStandings.Where(standing => !standing.IsActive).Select(standing => standing.OrganizerId))
                .Where(organizer => organizer > last)
                .OrderBy(organizer => organizer)
                .Take(BatchSize)
                .ToListAsync(cancellationToken);
            if (organizers.Count == 0)
            {
                return;
            }

            last = organizers[^1];
            var accounts = await users.FindManyAsync(organizers, cancellationToken);
            var noted = await context.OrganizerStandings.AsNoTracking()
                .Where(standing => organizers.Contains(standing.OrganizerId))
                .ToDictionaryAsync(standing => standing.OrganizerId, cancellationToken);
            foreach (var account in accounts.Values.Where(account => account.IsActive != (noted.GetValueOrDefault(account.Id)?.IsActive ?? true)))
            {
                await CorrectAsync(account, cancellationToken);
            }
        }
    }

    private async Task CorrectAsync(UserProfile account, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        var settled = now - SettledAfter;
        var changed = await NoteAsync(
            account.Id, account.IsActive, now, delivery: null, standing => standing.ChangedAt <= settled, cancellationToken);
        if (changed)
        {
            await SynchronizeAsync(account.Id, cancellationToken);
        }
    }

    /// <summary>Writes the standing and, in the same transaction, which events must open or close.</summary>
    /// <returns>False when what is noted already outweighs it.</returns>
    private async Task<bool> NoteAsync(
        int organizerId,
        bool isActive,
        DateTime since,
        long? delivery,
        Expression<Func<OrganizerStanding, bool>> mayChange,
        CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        // Whoever has no row is active since ever; two that write the first one at once wait for each other here.
        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO organizer_standings (organizer_id, is_active, changed_at) VALUES ({organizerId}, {true}, '1970-01-01 00:00:00') ON CONFLICT (organizer_id) DO NOTHING",
            cancellationToken);
        var changed = await context.OrganizerStandings
            .Where(standing => standing.OrganizerId == organizerId)
            .Where(mayChange)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(standing => standing.IsActive, isActive)
                    .SetProperty(standing => standing.ChangedAt, since)
                    .SetProperty(standing => standing.DecidedBy, standing => delivery ?? standing.DecidedBy),
                cancellationToken);
        if (changed == 0)
        {
            return false;
        }

        var shown = await context.Events
            .Where(@event => @event.OrganizerId == organizerId && @event.Status != EventStatus.Planning)
            .Select(@event => new { @event.Id, @event.Status })
            .ToListAsync(cancellationToken);
        var now = time.UtcNow();
        context.Outbox.AddRange(shown
            .Where(@event => @event.Status == EventStatus.Published)
            .Select(@event => OutboxMessage.For(new OrganizerStandingChanged(@event.Id), now)));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        foreach (var @event in shown)
        {
            live.Tell(@event.Id);
        }

        return true;
    }

    private async Task SynchronizeAsync(int organizerId, CancellationToken cancellationToken)
    {
        foreach (var eventId in await ListAsync(organizerId, EventStatus.Published, cancellationToken))
        {
            await seats.SynchronizeAsync(eventId);
        }
    }

    private async Task<List<int>> ListAsync(int organizerId, EventStatus status, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Events
            .Where(@event => @event.OrganizerId == organizerId && @event.Status == status)
            .OrderBy(@event => @event.Id)
            .Select(@event => @event.Id)
            .ToListAsync(cancellationToken);
    }
}
