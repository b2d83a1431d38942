using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Messaging.Chat;

/// <summary>Tells the open pages of a person whose seat ended that the room is closed to them. The room's door refuses them already.</summary>
internal sealed class RoomClosing(ILiveUpdates live) : IIntegrationEventHandler<EnrollmentCanceled>
{
    public Task HandleAsync(IReadOnlyList<Delivery<EnrollmentCanceled>> deliveries, CancellationToken cancellationToken)
    {
        foreach (var ended in deliveries.Select(delivery => delivery.Event).Where(ended => ended.WasEnrolled))
        {
            live.Publish(LiveTopics.Room(ended.EventId, ended.UserId));
        }

        return Task.CompletedTask;
    }
}
