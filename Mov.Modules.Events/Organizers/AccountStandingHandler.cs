using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Events.Organizers;

/// <summary>Hears of deactivated and reactivated accounts.</summary>
internal sealed class AccountStandingHandler(OrganizerStandings standings)
    : IIntegrationEventHandler<AccountDeactivated>, IIntegrationEventHandler<AccountReactivated>
{
    public async Task HandleAsync(IReadOnlyList<Delivery<AccountDeactivated>> deliveries, CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries.Where(delivery => delivery.Event.Role == UserRole.Organizer))
        {
            await standings.HearAsync(delivery.Event.UserId, isActive: false, delivery.Id, delivery.OccurredAt, cancellationToken);
        }
    }

    public async Task HandleAsync(IReadOnlyList<Delivery<AccountReactivated>> deliveries, CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries.Where(delivery => delivery.Event.Role == UserRole.Organizer))
        {
            await standings.HearAsync(delivery.Event.UserId, isActive: true, delivery.Id, delivery.OccurredAt, cancellationToken);
        }
    }
}
