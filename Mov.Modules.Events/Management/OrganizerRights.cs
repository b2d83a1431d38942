using Ardalis.Result;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;

namespace Mov.Modules.Events.Management;

/// <summary>Who may change an event: its organizer, while the account is active.</summary>
internal sealed class OrganizerRights(IDbContextFactory<EventsDbContext> contexts, IUserDirectory users)
{
    public async Task<bool> IsActiveOrganizerAsync(int userId, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(userId, cancellationToken) is not { IsActive: true, Role: UserRole.Organizer })
        {
            return false;
        }

        // The directory may be a few seconds old; a suspension counts from the moment it is noted.
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return !await context.OrganizerStandings.AnyAsync(standing => standing.OrganizerId == userId && !standing.IsActive, cancellationToken);
    }

    /// <summary>The event, for its own organizer; Forbidden or NotFound as <see cref="IEventManagement"/> promises.</summary>
    public async Task<Result<Event>> FindOwnAsync(int organizerId, int eventId, CancellationToken cancellationToken)
    {
        if (!await IsActiveOrganizerAsync(organizerId, cancellationToken))
        {
            return Result.Forbidden();
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Events.AsNoTracking().SingleOrDefaultAsync(@event => @event.Id == eventId, cancellationToken);
        return found switch
        {
            null => Result.NotFound(),
            _ when found.OrganizerId == organizerId => found,
            { Status: EventStatus.Planning } => Result.NotFound(),
            // Events of a deactivated organizer are not there for others.
            _ => await IsActiveAsync(context, found.OrganizerId, cancellationToken) ? Result.Forbidden() : Result.NotFound(),
        };
    }

    private async Task<bool> IsActiveAsync(EventsDbContext context, int organizerId, CancellationToken cancellationToken) =>
        await users.FindAsync(organizerId, cancellationToken) is not { IsActive: false }
        && !await context.OrganizerStandings.AnyAsync(standing => standing.OrganizerId == organizerId && !standing.IsActive, cancellationToken);
}
