using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;

namespace Mov.Modules.Events.Catalog;

/// <summary>How many events the whole list has per category, where they are too many to be counted for every page: counted in the background, about once a minute
/// while somebody asks.</summary>
internal sealed partial class CategoryTotals(IDbContextFactory<EventsDbContext> contexts, TimeProvider time, ILogger<CategoryTotals> logger)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private Counted? _last;
    private int _isCounting;

    /// <summary>The last numbers, at once; <see langword="null"/> while they are counted for the first time.</summary>
    public IReadOnlyDictionary<string, int>? Find()
    {
        var last = Volatile.Read(ref _last);
        if ((last is null || time.GetElapsedTime(last.At) > GoodFor) && Interlocked.Exchange(ref _isCounting, 1) == 0)
        {
            _ = Task.Run(CountAsync);
        }

        return last?.Events;
    }

    private async Task CountAsync()
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync();
            var counts = await context.PublicEvents(new EventSearch())
                .GroupBy(@event => @event.Category)
                .Select(group => new { Category = group.Key, Events = group.Count() })
                .ToListAsync();
            Volatile.Write(ref _last, new Counted(counts.ToFrozenDictionary(count => count.Category, count => count.Events, StringComparer.Ordinal), time.GetTimestamp()));
        }
        catch (Exception failure)
        {
            // Pages go on without numbers, and the next one asks again.
            LogFailure(logger, failure);
        }
        finally
        {
            Volatile.Write(ref _isCounting, 0);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events were not counted by category")]
    private static partial void LogFailure(ILogger logger, Exception failure);

    private sealed record Counted(FrozenDictionary<string, int> Events, long At);
}
