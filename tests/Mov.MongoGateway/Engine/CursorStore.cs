using System.Collections.Concurrent;
using Npgsql;

namespace Mov.MongoGateway.Engine;

/// <summary>What is needed to continue a result: DocumentDB's continuation and, when the result is held by a connection, that connection.</summary>
internal sealed record OpenCursor(long Id, string Database, byte[] Continuation, NpgsqlConnection? Connection) : IAsyncDisposable
{
    public long LastUsed { get; init; }

    public ValueTask DisposeAsync() => Connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>Open cursors by id. They outlive the client's connection, as drivers may continue on another one of their pool;
/// one that nobody continues for ten minutes is closed, as MongoDB does.</summary>
internal sealed class CursorStore(TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<long, OpenCursor> _cursors = new();

    public void Keep(OpenCursor cursor) => _cursors[cursor.Id] = cursor with { LastUsed = time.GetTimestamp() };

    /// <summary>Hands the cursor over: nobody else can continue it until it is kept again.</summary>
    public OpenCursor? Take(long id) => _cursors.TryRemove(id, out var cursor) ? cursor : null;

    /// <returns>False when there is no such cursor.</returns>
    public async Task<bool> KillAsync(long id)
    {
        if (Take(id) is not { } cursor)
            return false;

        await cursor.DisposeAsync();
        return true;
    }

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(SweepEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                foreach (var cursor in _cursors.Values.Where(one => time.GetElapsedTime(one.LastUsed) > IdleLimit))
                    await KillAsync(cursor.Id);
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway is stopping.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _cursors.Keys)
            await KillAsync(id);
    }
}
