using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Mov.Modules.Shared.Outbox;

/// <summary>Wakes the dispatcher of a database as soon as something was committed there, so that nobody has to remember to.</summary>
public sealed class OutboxWakeUp : ISaveChangesInterceptor, IDbTransactionInterceptor
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _bells = new(StringComparer.Ordinal);

    /// <summary>Wakes the dispatcher of a context type; for transactions that are written without EF Core.</summary>
    public void Ring<TContext>()
        where TContext : DbContext => Ring(typeof(TContext));

    /// <summary>Completes when something was committed since the last call, or after <paramref name="patience"/>.</summary>
    internal async Task WaitAsync(Type context, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        await BellOf(context).WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    ValueTask<int> ISaveChangesInterceptor.SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken)
    {
        Ring(eventData.Context);
        return ValueTask.FromResult(result);
    }

    int ISaveChangesInterceptor.SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Ring(eventData.Context);
        return result;
    }

    Task IDbTransactionInterceptor.TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken)
    {
        Ring(eventData.Context);
        return Task.CompletedTask;
    }

    void IDbTransactionInterceptor.TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Ring(eventData.Context);

    private void Ring(DbContext? context)
    {
        if (context is not null)
        {
            Ring(context.GetType());
        }
    }

    private void Ring(Type context)
    {
        var bell = BellOf(context);
        if (bell.CurrentCount == 0)
        {
            bell.Release();
        }
    }

    // Provider-specific contexts derive from the module's one.
    private SemaphoreSlim BellOf(Type context) =>
        _bells.GetOrAdd((context.BaseType == typeof(DbContext) || context.BaseType!.Assembly != context.Assembly ? context : context.BaseType).FullName!, _ => new SemaphoreSlim(0));
}
