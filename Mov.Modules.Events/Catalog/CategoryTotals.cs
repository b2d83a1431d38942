using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;

namespace Mov.Modules.Events.Catalog;

/// <summary>How many public events each day has per category, where they are too many to be counted for every page: counted in the background, about once a minute
/// while somebody asks.</summary>
internal sealed partial class CategoryTotals(IDbContextFactory<EventsDbContext> contexts, TimeProvider time, ILogger<CategoryTotals> logger) : IAsyncDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();

    private Counted? _last;
    private Task _counting = Task.CompletedTask;

    /// <summary>The last numbers of these days, both inclusive, at once; <see langword="null"/> while they are counted for the first time, or after a long time.</summary>
    public IReadOnlyDictionary<string, int>? Find(DateOnly? from, DateOnly? to)
    {
        var last = Volatile.Read(ref _last);
        var age = last is null ? TimeSpan.MaxValue : time.GetElapsedTime(last.At);
        if (age > FreshFor)
        {
            StartCounting();
        }

        return age > GoodFor ? null : last!.Between(from, to);
    }

    /// <summary>Nothing is read after this.</summary>
    public async ValueTask DisposeAsync()
    {
        Task counting;
        lock (_lock)
        {
            _stopping.Cancel();
            counting = _counting;
        }

        await counting;
        _stopping.Dispose();
    }

    private void StartCounting()
    {
        lock (_lock)
        {
            if (_counting.IsCompleted && !_stopping.IsCancellationRequested)
            {
                _counting = Task.Run(() => CountAsync(_stopping.Token));
            }
        }
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var counts = await context.PublicEvents(new EventSearch())
                .GroupBy(@event => new { @event.LocalDate, @event.Category })
                .Select(group => new DayCount(group.Key.LocalDate ?? DateOnly.MinValue, group.Key.Category, group.Count()))
                .ToListAsync(cancellationToken);
            Volatile.Write(ref _last, Counted.Of(counts, time.GetTimestamp()));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            // Pages go on without numbers, and the next one asks again.
            LogFailure(logger, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events were not counted by category")]
    private static partial void LogFailure(ILogger logger, Exception failure);

    private sealed record DayCount(DateOnly Day, string Category, int Events);

    /// <param name="Days">In order.</param>
    /// <param name="Before">Per category, how many there are before each of the days; after the last day, how many there are at all.</param>
    /// <param name="At">When they were counted.</param>
    private sealed record Counted(DateOnly[] Days, FrozenDictionary<string, int[]> Before, long At)
    {
        public static Counted Of(IReadOnlyCollection<DayCount> counts, long at)
        {
            DateOnly[] days = [.. counts.Select(count => count.Day).Distinct().Order()];
            return new Counted(days, counts.GroupBy(count => count.Category, StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, AddUp, StringComparer.Ordinal), at);

            int[] AddUp(IEnumerable<DayCount> ofCategory)
            {
                var before = new int[days.Length + 1];
                foreach (var count in ofCategory)
                {
                    before[Array.BinarySearch(days, count.Day) + 1] = count.Events;
                }

                for (var day = 1; day < before.Length; day++)
                {
                    before[day] += before[day - 1];
                }

                return before;
            }
        }

        public Dictionary<string, int> Between(DateOnly? from, DateOnly? to)
        {
            var first = from is { } start ? Place(start) : 0;
            var end = to is { } last && last < DateOnly.MaxValue ? Place(last.AddDays(1)) : Days.Length;
            return Before
                .Select(category => KeyValuePair.Create(category.Key, category.Value[Math.Max(first, end)] - category.Value[first]))
                .Where(category => category.Value > 0)
                .ToDictionary(StringComparer.Ordinal);
        }

        private int Place(DateOnly day) => Array.BinarySearch(Days, day) is var found && found < 0 ? ~found : found;
    }
}
