using Ardalis.Result;
using Microsoft.Extensions.Localization;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Who may enter the room of an event: its organizer and those with a seat. Over or canceled, it can only be read.</summary>
internal sealed class RoomDoor(IEventCatalog catalog, IEventAudience audience, IStringLocalizer<MessagingTexts> texts)
{
    /// <returns>What the person may do and for whom they speak; NotFound for an event the person cannot see, Forbidden for a stranger.</returns>
    public async Task<Result<RoomPass>> EnterAsync(int eventId, int userId, CancellationToken cancellationToken)
    {
        var (finding, asking) = (catalog.GetAsync(eventId, userId, cancellationToken), audience.IsEnrolledAsync(eventId, userId, cancellationToken));
        await Task.WhenAll(finding, asking);
        var (found, isEnrolled) = (await finding, await asking);
        if (!found.IsSuccess)
        {
            return found.Map(_ => new RoomPass(RoomAccess.None, IsOrganizer: false));
        }

        var access = found.Value.AccessFor(userId, isEnrolled);
        return access == RoomAccess.None
            ? Result<RoomPass>.Forbidden(texts["This room is for the organizer and for those with a seat."].Value)
            : new RoomPass(access, IsOrganizer: found.Value.OrganizerId == userId);
    }

    /// <summary>Which of these people may read in the room of an event that everyone can see.</summary>
    public async Task<IReadOnlySet<int>> AdmitAsync(int eventId, IReadOnlyCollection<int> userIds, CancellationToken cancellationToken)
    {
        var (finding, filtering) = (catalog.GetAsync(eventId, viewerId: null, cancellationToken), audience.FilterEnrolledAsync(eventId, userIds, cancellationToken));
        await Task.WhenAll(finding, filtering);
        var (found, enrolled) = (await finding, await filtering);
        return found.IsSuccess ? enrolled.Append(found.Value.OrganizerId).ToHashSet() : new HashSet<int>();
    }

    /// <summary>Lets those on the waitlist hear announcements, too, without entering.</summary>
    public async Task<Result<RoomPass>> ListenAsync(int eventId, int userId, CancellationToken cancellationToken)
    {
        var pass = await EnterAsync(eventId, userId, cancellationToken);
        return pass.IsForbidden() && await audience.ListAsync(eventId, includeWaiting: true, afterUserId: userId - 1, limit: 1, cancellationToken) is [var first] && first == userId
            ? new RoomPass(RoomAccess.None, IsOrganizer: false)
            : pass;
    }
}

/// <summary>What somebody inside a room may do.</summary>
internal sealed record RoomPass(RoomAccess Access, bool IsOrganizer);
