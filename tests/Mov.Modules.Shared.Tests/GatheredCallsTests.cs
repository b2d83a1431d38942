namespace Mov.Modules.Shared.Tests;

/// <summary>Calls that are made at the same time.</summary>
public sealed class GatheredCallsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_asks_while_a_read_is_under_way_joins_the_next_one()
    {
        var database = new Database();
        var reads = database.Gathered(limit: 100);
        var first = reads.AskAsync(1, Cancelled);
        await database.ReadBegunAsync();

        var joined = Enumerable.Range(2, 40).Select(key => reads.AskAsync(key, Cancelled)).ToList();
        var again = reads.AskAsync(2, Cancelled);
        database.Open();

        Assert.Equal("1", await first);
        Assert.Equal(Enumerable.Range(2, 40).Select(key => $"{key}"), await Task.WhenAll(joined));
        Assert.Equal("2", await again);
        Assert.Equal([1, 40], database.Reads.Select(keys => keys.Length));
    }

    [Fact]
    public async Task What_is_answered_was_read_after_it_was_asked_for()
    {
        var database = new Database();
        var reads = database.Gathered(limit: 100);
        var before = reads.AskAsync(1, Cancelled);
        await database.ReadBegunAsync();

        database.Suffix = " changed";
        var after = reads.AskAsync(1, Cancelled);
        database.Open();

        Assert.Equal("1", await before);
        Assert.Equal("1 changed", await after);
    }

    [Fact]
    public async Task A_read_holds_no_more_keys_than_its_limit()
    {
        var database = new Database();
        var reads = database.Gathered(limit: 10);
        var first = reads.AskAsync(1, Cancelled);
        await database.ReadBegunAsync();

        var joined = Enumerable.Range(2, 25).Select(key => reads.AskAsync(key, Cancelled)).ToList();
        database.Open();

        await Task.WhenAll(joined.Append(first));
        Assert.Equal([1, 10, 10, 5], database.Reads.Select(keys => keys.Length));
    }

    [Fact]
    public async Task A_failure_reaches_those_of_its_read_and_the_next_read_goes_on()
    {
        var database = new Database { Failure = new TimeoutException("away") };
        var reads = database.Gathered(limit: 10);
        database.Open();

        await Assert.ThrowsAsync<TimeoutException>(() => reads.AskAsync(1, Cancelled));
        database.Failure = null;

        Assert.Equal("1", await reads.AskAsync(1, Cancelled));
        Assert.Null(await reads.AskAsync(-1, Cancelled));
    }

    [Fact]
    public async Task Who_goes_away_takes_nothing_from_the_others()
    {
        var database = new Database();
        var reads = database.Gathered(limit: 10);
        using var gone = new CancellationTokenSource();
        var leaving = reads.AskAsync(1, gone.Token);
        var staying = reads.AskAsync(1, Cancelled);
        await database.ReadBegunAsync();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        database.Open();

        Assert.Equal("1", await staying);
    }

    /// <summary>Knows everyone with a positive key. The first read waits until it is opened.</summary>
    private sealed class Database
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<int[]> Reads { get; } = [];

        public string Suffix { get; set; } = "";

        public Exception? Failure { get; set; }

        public GatheredCalls<int, string> Gathered(int limit) => new(ReadAsync, limit);

        public Task ReadBegunAsync() => _begun.Task.WaitAsync(Cancelled);

        public void Open() => _open.SetResult();

        private async Task<Dictionary<int, string>> ReadAsync(int[] keys)
        {
            Reads.Add(keys);
            var found = keys.Where(key => key > 0).ToDictionary(key => key, key => $"{key}{Suffix}");
            _begun.TrySetResult();
            await _open.Task;
            return Failure is null ? found : throw Failure;
        }
    }
}
