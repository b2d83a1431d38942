using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mov.Modules.Shared.Background;
using Mov.Modules.Shared.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Mov.Modules.Shared.Outbox;

/// <summary>Delivers the rows of one outbox at least once, in batches of one type. Several instances share the work on PostgreSQL: each skips the rows that another holds.</summary>
internal sealed partial class OutboxDispatcher<TContext>(
    string database,
    IDbContextFactory<TContext> contexts,
    IEnumerable<IEventRoute> routes,
    IServiceScopeFactory scopes,
    OutboxWakeUp wakeUp,
    TimeProvider time,
    ILogger<OutboxDispatcher<TContext>> logger) : RepeatedWork(PollingInterval, time), IOutbox
    where TContext : DbContext
{
    private const int BatchSize = 500;
    private const int AttemptsBeforeParking = 200;
    private static readonly TimeSpan PollingInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, IEventRoute> _routes = routes.DistinctBy(route => route.Type).ToDictionary(route => route.Type, StringComparer.Ordinal);
    private readonly Dictionary<string, Pause> _pauses = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);
    private bool _isQuiet;

    public string Database => database;

    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        var delivered = 0;
        while (await DeliverBatchAsync(cancellationToken) is > 0 and var count)
        {
            delivered += count;
        }

        return delivered;
    }

    public async Task<OutboxBacklog> CountAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await context.Set<OutboxMessage>().CountAsync(message => message.ParkedAt == null, cancellationToken);
        var parked = await context.Set<OutboxMessage>().CountAsync(message => message.ParkedAt != null, cancellationToken);
        return new OutboxBacklog(waiting, parked);
    }

    protected override async Task WorkAsync(CancellationToken cancellationToken) => _isQuiet = await DrainAsync(cancellationToken) == 0 && _pauses.Count == 0;

    protected override Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        wakeUp.WaitAsync(typeof(TContext), _isQuiet ? QuietPause : atMost, Time, cancellationToken);

    // The database itself is away: the rows are safe in it.
    protected override void TellFailure(Exception failure) => LogUnreachable(failure, database);

    /// <summary>Claims a batch, delivers it type by type, and deletes what was delivered. On PostgreSQL the claim is the transaction's row locks:
    /// a process that dies gives its rows back at once.</summary>
    private async Task<int> DeliverBatchAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = context.Database.IsNpgsql() ? await context.Database.BeginTransactionAsync(cancellationToken) : null;
            var claimed = await ClaimAsync(context, cancellationToken);
            var delivered = 0;
            foreach (var group in claimed.GroupBy(message => message.Type, StringComparer.Ordinal))
            {
                delivered += await DeliverGroupAsync(context, group.Key, [.. group], cancellationToken);
            }

            // A commit rings the bell of this very dispatcher: one without rows would keep it going round for ever.
            if (transaction is not null && claimed.Count > 0)
            {
                await transaction.CommitAsync(cancellationToken);
            }

            return delivered;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<List<OutboxMessage>> ClaimAsync(TContext context, CancellationToken cancellationToken)
    {
        var now = Time.UtcNow();
        string[] paused = [.. _pauses.Where(pause => pause.Value.Until > now).Select(pause => pause.Key)];
        var due = new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Timestamp, Value = now.ToColumn() };
        var rows = context.Database.IsNpgsql()
            ? context.Set<OutboxMessage>().FromSql(
                $"SELECT * FROM outbox WHERE parked_at IS NULL AND next_attempt_at <= {due} AND type <> ALL({paused}) ORDER BY id LIMIT {BatchSize} FOR UPDATE SKIP LOCKED")
            : context.Set<OutboxMessage>()
                .Where(message => message.ParkedAt == null && message.NextAttemptAt <= now && !paused.Contains(message.Type))
                .OrderBy(message => message.Id)
                .Take(BatchSize);
        return await rows.AsNoTracking().ToListAsync(cancellationToken);
    }

    /// <summary>New rows of a type go together. A row that failed before goes alone, the most often failed last, so that a bad one is found without holding up the others;
    /// after a failure the whole type rests for a moment, because most failures are a server that is away.</summary>
    private async Task<int> DeliverGroupAsync(TContext context, string type, List<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        List<OutboxMessage[]> portions = [.. messages
            .Where(message => message.Attempts > 0)
            .OrderBy(message => message.Attempts)
            .Select(message => new[] { message })];
        if (messages.Where(message => message.Attempts == 0).ToArray() is { Length: > 0 } fresh)
        {
            portions.Insert(0, fresh);
        }

        var delivered = 0;
        foreach (var portion in portions)
        {
            try
            {
                if (_routes.TryGetValue(type, out var route))
                {
                    await using var scope = scopes.CreateAsyncScope();
                    await route.DeliverAsync(scope.ServiceProvider, database, portion, cancellationToken);
                }
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                await PostponeAsync(context, type, portion, failure, cancellationToken);
                break;
            }

            long[] ids = [.. portion.Select(message => message.Id)];
            await context.Set<OutboxMessage>().Where(message => ids.Contains(message.Id)).ExecuteDeleteAsync(cancellationToken);
            _pauses.Remove(type);
            delivered += portion.Length;
        }

        return delivered;
    }

    private async Task PostponeAsync(TContext context, string type, OutboxMessage[] portion, Exception failure, CancellationToken cancellationToken)
    {
        var now = Time.UtcNow();
        var failures = _pauses.TryGetValue(type, out var pause) ? pause.Failures + 1 : 1;
        _pauses[type] = new Pause(failures, now + Backoff(failures));
        var attempts = portion.Max(message => message.Attempts) + 1;
        // A payload that cannot be read never gets better; everything else may.
        DateTime? parked = portion.Length == 1 && (attempts >= AttemptsBeforeParking || failure is JsonException) ? now : null;
        var next = now + Backoff(attempts);
        var error = failure.GetType().Name + ": " + failure.Message;
        long[] ids = [.. portion.Select(message => message.Id)];
        await context.Set<OutboxMessage>().Where(message => ids.Contains(message.Id)).ExecuteUpdateAsync(
            set => set
                .SetProperty(message => message.Attempts, attempts)
                .SetProperty(message => message.NextAttemptAt, next)
                .SetProperty(message => message.ParkedAt, parked)
                .SetProperty(message => message.LastError, error),
            cancellationToken);
        if (parked is null)
        {
            LogPostponed(failure, portion.Length, type, database, attempts);
        }
        else
        {
            LogParked(failure, type, portion[0].Id, database);
        }
    }

    private static TimeSpan Backoff(int failures) =>
        TimeSpan.FromMilliseconds(Math.Min(LongestPause.TotalMilliseconds, 250 * Math.Pow(2, Math.Min(failures, 10))));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivering {Count} {Type} of {Database} failed (attempt {Attempt}); trying again later")]
    private partial void LogPostponed(Exception failure, int count, string type, string database, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Parked {Type} {Id} of {Database}: it cannot be delivered")]
    private partial void LogParked(Exception failure, string type, long id, string database);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox of {Database} cannot be read; trying again")]
    private partial void LogUnreachable(Exception failure, string database);

    private sealed record Pause(int Failures, DateTime Until);
}
