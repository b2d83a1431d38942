using Microsoft.EntityFrameworkCore;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;
using Mov.Modules.Shared.Live;

namespace Mov.Modules.Events.Seats;

/// <summary>Keeps <c>events.current_participants</c> as Enrollments tells it. Editors do not see this as a change of the event.</summary>
internal sealed class ParticipantCounts(IDbContextFactory<EventsDbContext> contexts, ILiveUpdates live) : IParticipantCounts
{
    public async Task SetAsync(int eventId, int count, long version, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = await context.Events
            .Where(@event => @event.Id == eventId && (@event.SeatsVersion == null || @event.SeatsVersion < version))
            .ExecuteUpdateAsync(
                set => set.SetProperty(@event => @event.CurrentParticipants, count).SetProperty(@event => @event.SeatsVersion, version), cancellationToken);
        if (changed > 0)
        {
            live.Publish(LiveTopics.Seats(eventId));
        }
    }
}
