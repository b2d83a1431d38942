using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Enrollments.Seats;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Enrollments.Tests.Given;

/// <summary>The real store behind a gate: while it is shut, transactions wait at their beginning and requests gather; a failure can stand in for a database that is away.</summary>
internal sealed class GatedSeatStore(ISeatStore inner) : ISeatStore
{
    private TaskCompletionSource _gate = Opened();
    private int _begun;

    /// <summary>Transactions that were asked for.</summary>
    public int Begun => _begun;

    public Exception? Failure { get; set; }

    public int ConcurrentTransactions => inner.ConcurrentTransactions;

    /// <summary>Registers it in place of the real one.</summary>
    public static Action<IServiceCollection> In(StorageMode mode) => services => services
        .AddSingleton<GatedSeatStore>(provider => new GatedSeatStore(mode == StorageMode.Servers
            ? ActivatorUtilities.CreateInstance<PostgresSeatStore>(provider)
            : ActivatorUtilities.CreateInstance<SqliteSeatStore>(provider)))
        .AddSingleton<ISeatStore>(provider => provider.GetRequiredService<GatedSeatStore>());

    public void Shut() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _gate.TrySetResult();

    public async Task<ISeatTransaction> BeginAsync(IReadOnlyList<int> eventIds, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _begun);
        await _gate.Task.WaitAsync(cancellationToken);
        return Failure is null ? await inner.BeginAsync(eventIds, cancellationToken) : throw Failure;
    }

    public bool IsAway(Exception failure) => failure == Failure || inner.IsAway(failure);

    private static TaskCompletionSource Opened()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }
}
