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

        var now = time.UtcNow().ToColumn();
        await NoteAsync(
            userId,
            $"""
             INSERT INTO organizer_standings (organizer_id, is_active, decided_by, changed_at) VALUES ({userId}, {false}, 0, {now})
             ON CONFLICT (organizer_id) DO UPDATE SET is_active = excluded.is_active, changed_at = excluded.changed_at
             """,
            cancellationToken);

        // Also what an earlier call noted but did not get to close.
        foreach (var eventId in await ListAsync(userId, EventStatus.Published, cancellationToken))
        {
            await ledger.CloseAsync(eventId, cancellationToken);
        }
    }

    /// <summary>Takes in what Auth's outbox says. Late and repeated deliveries change nothing, and a reactivation does not undo a suspension that was noted after it.</summary>
    public async Task HearAsync(int userId, bool isActive, long delivery, DateTime occurredAt, CancellationToken cancellationToken)
    {
        var since = occurredAt.ToColumn();
        var changed = await NoteAsync(
            userId,
            $"""
             INSERT INTO organizer_standings (organizer_id, is_active, decided_by, changed_at) VALUES ({userId}, {isActive}, {delivery}, {since})
             ON CONFLICT (organizer_id) DO UPDATE SET is_active = excluded.is_active, decided_by = excluded.decided_by, changed_at = excluded.changed_at
             WHERE organizer_standings.decided_by < excluded.decided_by
               AND (organizer_standings.is_active OR NOT excluded.is_active OR organizer_standings.changed_at <= excluded.changed_at)
             """,
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
        var (now, settled) = (time.UtcNow().ToColumn(), (time.UtcNow() - SettledAfter).ToColumn());
        var changed = await NoteAsync(
            account.Id,
            $"""
             INSERT INTO organizer_standings (organizer_id, is_active, decided_by, changed_at) VALUES ({account.Id}, {account.IsActive}, 0, {now})
             ON CONFLICT (organizer_id) DO UPDATE SET is_active = excluded.is_active, changed_at = excluded.changed_at
             WHERE organizer_standings.changed_at <= {settled}
             """,
            cancellationToken);
        if (changed)
        {
            await SynchronizeAsync(account.Id, cancellationToken);
        }
    }

    /// <summary>Writes the standing and, in the same transaction, which events must open or close.</summary>
    private async Task<bool> NoteAsync(int organizerId, FormattableString upsert, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Database.ExecuteSqlAsync(upsert, cancellationToken) == 0)
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
