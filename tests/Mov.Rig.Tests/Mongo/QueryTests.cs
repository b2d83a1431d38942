using MongoDB.Bson;
using MongoDB.Driver;

namespace Mov.Rig.Tests.Mongo;

public sealed class QueryTests : MongoServerTests
{
    private const int Many = 3000;
    private const int BatchSize = 100;

    [Theory]
    [InlineData(null)]
    [InlineData("{ _id: -1 }")]
    [InlineData("{ text: 1 }")]
    public async Task A_long_result_arrives_whole_over_many_batches(string? sort)
    {
        await InsertMessagesAsync(Many);

        using var cursor = await Messages.FindAsync(
            Where.Empty, new FindOptions<BsonDocument> { BatchSize = BatchSize, Sort = sort }, Cancellation);
        var (batches, ids) = await ReadAsync(cursor);

        Assert.True(batches >= Many / BatchSize, $"{batches} batches");
        Assert.Equal(Many, ids.Count);
        Assert.Equal(Enumerable.Range(0, Many), ids.Order());
        if (sort == "{ _id: -1 }")
            Assert.Equal(Enumerable.Range(0, Many).Reverse(), ids);
        if (sort == "{ text: 1 }")
            Assert.Equal(Enumerable.Range(0, Many).OrderBy(id => $"message {id}", StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task Several_long_results_are_read_in_turns()
    {
        await InsertMessagesAsync(Many);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var cursor = await Messages.FindAsync(
                Where.Empty, new FindOptions<BsonDocument> { BatchSize = BatchSize, Sort = "{ text: -1 }" }, Cancellation);
            return (await ReadAsync(cursor)).Ids.Count;
        }));

        Assert.All(results, count => Assert.Equal(Many, count));
    }

    [Fact]
    public async Task A_result_that_is_not_read_to_its_end_can_be_dropped()
    {
        await InsertMessagesAsync(Many);

        for (var round = 0; round < 300; round++)
        {
            using var cursor = await Messages.FindAsync(
                Where.Empty, new FindOptions<BsonDocument> { BatchSize = 2, Sort = "{ text: 1 }" }, Cancellation);
            Assert.True(await cursor.MoveNextAsync(Cancellation));
        }
    }

    [Fact]
    public async Task Sort_skip_and_limit_give_a_page_of_the_matches()
    {
        await InsertMessagesAsync(200);

        var page = await Messages.Find(Where.Eq("event", 5) & Where.Gte("_id", 50)).Sort("{ _id: -1 }").Skip(2).Limit(3).ToListAsync(Cancellation);

        Assert.Equal([175, 165, 155], page.Select(one => one["_id"].AsInt32));
    }

    [Fact]
    public async Task Filters_projections_counts_and_distinct_values_work()
    {
        await InsertMessagesAsync(100);

        Assert.Equal(20, await Messages.CountDocumentsAsync(Where.In("event", [1, 2]), cancellationToken: Cancellation));
        Assert.Equal(3, await Messages.CountDocumentsAsync(Where.Eq("event", 1), new CountOptions { Skip = 2, Limit = 3 }, Cancellation));
        Assert.Equal(100, await Messages.EstimatedDocumentCountAsync(cancellationToken: Cancellation));
        Assert.Equal(0, await Database.GetCollection<BsonDocument>("absent").CountDocumentsAsync(Where.Empty, cancellationToken: Cancellation));
        Assert.Equal(11, await Messages.CountDocumentsAsync(Where.Regex("text", "^message 1\\d?$"), cancellationToken: Cancellation));

        using var events = await Messages.DistinctAsync<int>("event", Where.Lt("_id", 5), cancellationToken: Cancellation);
        Assert.Equal([0, 1, 2, 3, 4], (await events.ToListAsync(Cancellation)).Order());

        var text = await Messages.Find(Where.Eq("_id", 7)).Project("{ _id: 0, text: 1 }").SingleAsync(Cancellation);
        Assert.Equal(new BsonDocument("text", "message 7"), text);
    }

    [Fact]
    public async Task An_aggregation_matches_groups_sorts_and_counts()
    {
        await InsertMessagesAsync(100);

        var groups = await Messages.Aggregate()
            .Match(Where.Gte("_id", 50))
            .Group("{ _id: '$event', messages: { $sum: 1 }, last: { $max: '$_id' } }")
            .Sort("{ _id: 1 }")
            .ToListAsync(Cancellation);
        var count = await Messages.Aggregate().Match(Where.Lt("event", 3)).Count().SingleAsync(Cancellation);

        Assert.Equal(10, groups.Count);
        Assert.Equal("""{ "_id" : 9, "messages" : 5, "last" : 99 }""", groups[9].ToString());
        Assert.Equal(30, count.Count);
    }

    [Fact]
    public async Task A_long_aggregation_arrives_over_many_batches()
    {
        await InsertMessagesAsync(Many);

        using var cursor = await Messages.Aggregate(new AggregateOptions { BatchSize = BatchSize })
            .Group("{ _id: '$_id' }").ToCursorAsync(Cancellation);
        var (batches, ids) = await ReadAsync(cursor);

        Assert.True(batches >= Many / BatchSize, $"{batches} batches");
        Assert.Equal(Enumerable.Range(0, Many), ids.Order());
    }

    [Fact]
    public async Task A_wrong_query_is_refused_in_words()
    {
        await InsertMessagesAsync(1);

        var failure = await Assert.ThrowsAsync<MongoCommandException>(() => Messages.Find("{ $nonsense: 1 }").ToListAsync(Cancellation));

        Assert.Equal((2, "BadValue"), (failure.Code, failure.CodeName));
        Assert.Contains("$nonsense", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<(int Batches, List<int> Ids)> ReadAsync(IAsyncCursor<BsonDocument> cursor)
    {
        var batches = 0;
        var ids = new List<int>();
        while (await cursor.MoveNextAsync(Cancellation))
        {
            batches++;
            ids.AddRange(cursor.Current.Select(document => document["_id"].AsInt32));
        }

        return (batches, ids);
    }
}
