using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Mov.Modules.Shared.Outbox;

/// <summary>Brings stored events of one type to everyone who handles them.</summary>
internal interface IEventRoute
{
    string Type { get; }

    Task DeliverAsync(IServiceProvider services, string source, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken);
}

internal sealed class EventRoute<TEvent> : IEventRoute
    where TEvent : IIntegrationEvent
{
    public string Type => typeof(TEvent).Name;

    public async Task DeliverAsync(IServiceProvider services, string source, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        List<Delivery<TEvent>> deliveries = [.. messages.Select(message => new Delivery<TEvent>(source, message.Id, message.CreatedAt,
            JsonSerializer.Deserialize<TEvent>(message.Payload, JsonSerializerOptions.Web) ?? throw new JsonException($"{Type} is empty.")))];

        // One handler that fails must not keep the others from learning what happened.
        List<Exception> failures = [];
        foreach (var handler in services.GetServices<IIntegrationEventHandler<TEvent>>())
        {
            try
            {
                await handler.HandleAsync(deliveries, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw failures.Count == 1 ? failures[0] : new AggregateException(failures);
        }
    }
}
