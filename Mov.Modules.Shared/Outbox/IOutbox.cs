namespace Mov.Modules.Shared.Outbox;

/// <summary>An outbox as tests, the demo and the health page see it.</summary>
public interface IOutbox
{
    /// <summary>The database it is in.</summary>
    string Database { get; }

    /// <summary>Delivers what is due, until nothing is.</summary>
    /// <returns>How many rows were delivered.</returns>
    Task<int> DrainAsync(CancellationToken cancellationToken);

    /// <summary>Rows that wait and rows that were given up.</summary>
    Task<OutboxBacklog> CountAsync(CancellationToken cancellationToken);
}

/// <summary>What an outbox still holds.</summary>
/// <param name="Waiting">Rows to be delivered.</param>
/// <param name="Parked">Rows given up, with their last error in the table.</param>
public sealed record OutboxBacklog(int Waiting, int Parked);
