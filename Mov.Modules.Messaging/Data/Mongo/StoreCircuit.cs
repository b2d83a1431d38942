using System.Net.Sockets;
using MongoDB.Driver;

namespace Mov.Modules.Messaging.Data.Mongo;

/// <summary>Keeps pages quick while a database is away: after a call found it away, the others fail at once, and every few seconds one of them looks again.</summary>
internal sealed class StoreCircuit(string database, TimeProvider time)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private long _restsUntil;

    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        var now = time.GetUtcNow();
        var restsUntil = Volatile.Read(ref _restsUntil);
        if (restsUntil != 0 && (now.Ticks < restsUntil || Interlocked.CompareExchange(ref _restsUntil, (now + Rest).Ticks, restsUntil) != restsUntil))
        {
            throw new StoreUnavailableException(database);
        }

        try
        {
            var answer = await call();
            Volatile.Write(ref _restsUntil, 0);
            return answer;
        }
        catch (Exception failure) when (IsAway(failure))
        {
            Volatile.Write(ref _restsUntil, (time.GetUtcNow() + Rest).Ticks);
            throw new StoreUnavailableException(database, failure);
        }
        catch (MongoException)
        {
            // It answered, if only with an error.
            Volatile.Write(ref _restsUntil, 0);
            throw;
        }
    }

    public Task RunAsync(Func<Task> call) => RunAsync(async () =>
    {
        await call();
        return true;
    });

    /// <summary>Whether a failure means that the server cannot be reached, rather than that it refused something.</summary>
    public static bool IsAway(Exception failure) => failure
        is MongoConnectionException
        or MongoConnectionPoolPausedException
        or MongoWaitQueueFullException
        or MongoExecutionTimeoutException
        or MongoNotPrimaryException
        or MongoNodeIsRecoveringException
        or TimeoutException
        or IOException
        or SocketException;
}
