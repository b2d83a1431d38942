using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Testing;

namespace Mov.Rig.Tests.Mongo;

public sealed class IndexTests : MongoServerTests
{
    [Fact]
    public async Task Indexes_are_listed_as_they_were_made_and_dropped_by_name()
    {
        await Messages.Indexes.CreateManyAsync(
            [
                new(Keys.Ascending("event").Descending("sentAt"), new CreateIndexOptions { Name = "idx_event_sent" }),
                new(Keys.Ascending("key"), new CreateIndexOptions { Name = "uq_key", Unique = true, Sparse = true }),
                new(Keys.Ascending("user"), new CreateIndexOptions<BsonDocument> { Name = "idx_unread", PartialFilterExpression = Where.Eq("read", false) }),
            ],
            Cancellation);

        var indexes = await ListAsync();
        Assert.Equal(["_id_", "idx_event_sent", "idx_unread", "uq_key"], indexes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("""{ "event" : 1, "sentAt" : -1 }""", indexes["idx_event_sent"]["key"].ToString());
        Assert.Equal((true, true), (indexes["uq_key"]["unique"].AsBoolean, indexes["uq_key"]["sparse"].AsBoolean));
        Assert.Equal("""{ "read" : false }""", indexes["idx_unread"]["partialFilterExpression"].ToString());

        await Messages.Indexes.DropOneAsync("uq_key", Cancellation);
        Assert.DoesNotContain("uq_key", (await ListAsync()).Keys);
    }

    [Fact]
    public async Task Making_an_index_again_changes_nothing_and_making_another_of_its_name_is_refused()
    {
        var index = new CreateIndexModel<BsonDocument>(Keys.Ascending("event"), new CreateIndexOptions { Name = "idx_event" });
        await Messages.Indexes.CreateOneAsync(index, cancellationToken: Cancellation);
        await Messages.Indexes.CreateOneAsync(index, cancellationToken: Cancellation);
        Assert.Equal(2, (await ListAsync()).Count);

        var other = new CreateIndexModel<BsonDocument>(Keys.Ascending("user"), new CreateIndexOptions { Name = "idx_event" });
        var failure = await Assert.ThrowsAsync<MongoCommandException>(() => Messages.Indexes.CreateOneAsync(other, cancellationToken: Cancellation));
        Assert.Equal("IndexKeySpecsConflict", failure.CodeName);
    }

    [Fact]
    public async Task A_filled_collection_gets_an_index_before_the_command_returns()
    {
        await InsertMessagesAsync(1000);

        await Messages.Indexes.CreateOneAsync(
            new CreateIndexModel<BsonDocument>(Keys.Ascending("event").Descending("_id"), new CreateIndexOptions { Name = "idx_event_id" }),
            cancellationToken: Cancellation);

        var plan = await ExplainAsync("{ find: 'messages', filter: { event: 3 }, sort: { _id: -1 }, limit: 5 }");
        Assert.Contains("idx_event_id", plan.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unique_index_over_duplicates_is_refused()
    {
        await InsertMessagesAsync(20);

        var failure = await Assert.ThrowsAsync<MongoCommandException>(() => Messages.Indexes.CreateOneAsync(
            new CreateIndexModel<BsonDocument>(Keys.Ascending("event"), new CreateIndexOptions { Unique = true }), cancellationToken: Cancellation));

        Assert.Equal(11000, failure.Code);
    }

    [Fact]
    public async Task A_compound_index_serves_equality_range_and_order_and_reads_only_what_it_returns()
    {
        await Messages.Indexes.CreateOneAsync(
            new CreateIndexModel<BsonDocument>(Keys.Ascending("event").Descending("_id"), new CreateIndexOptions { Name = "idx_event_id" }),
            cancellationToken: Cancellation);
        await InsertMessagesAsync(2000);

        var plan = await ExplainAsync("{ find: 'messages', filter: { event: 3, _id: { $lt: 1500 } }, sort: { _id: -1 }, limit: 20 }");

        Assert.Equal("idx_event_id", IndexIn(plan["queryPlanner"]["winningPlan"].AsBsonDocument));
        Assert.DoesNotContain("SORT", plan["queryPlanner"]["winningPlan"].ToString(), StringComparison.Ordinal);
        Assert.Equal(20, plan["executionStats"]["nReturned"].ToInt32());
        Assert.InRange(plan["executionStats"]["totalDocsExamined"].ToInt32(), 20, 21);
    }

    [Fact]
    public async Task A_query_without_an_index_is_explained_as_a_scan_and_a_sort()
    {
        await InsertMessagesAsync(50);

        var plan = (await ExplainAsync("{ find: 'messages', filter: { text: 'message 7' }, sort: { event: 1 } }"))["queryPlanner"]["winningPlan"].ToString();

        Assert.Contains("COLLSCAN", plan, StringComparison.Ordinal);
        Assert.Contains("SORT", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_past_their_time_are_deleted_by_a_TTL_index_and_others_stay()
    {
        await Messages.Indexes.CreateOneAsync(
            new CreateIndexModel<BsonDocument>(
                Keys.Ascending("createdAt"), new CreateIndexOptions { Name = "idx_ttl", ExpireAfter = TimeSpan.FromDays(90) }),
            cancellationToken: Cancellation);
        Assert.Equal(90 * 86_400, (await ListAsync())["idx_ttl"]["expireAfterSeconds"].ToInt32());
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await Messages.InsertManyAsync(
            [new() { ["_id"] = "old", ["createdAt"] = now.AddDays(-91) }, new() { ["_id"] = "young", ["createdAt"] = now.AddDays(-89) }],
            cancellationToken: Cancellation);

        // MongoDB looks once a minute, the tests' DocumentDB every five seconds.
        var left = await Eventually.GetAsync(
            token => Messages.Find(Where.Empty).ToListAsync(token),
            documents => documents.Count < 2,
            "the old document is deleted",
            Cancellation,
            TimeSpan.FromSeconds(150));

        Assert.Equal("young", Assert.Single(left)["_id"].AsString);
    }

    [Fact]
    public async Task The_time_to_live_of_an_index_can_be_changed()
    {
        await Messages.Indexes.CreateOneAsync(
            new CreateIndexModel<BsonDocument>(Keys.Ascending("createdAt"), new CreateIndexOptions { Name = "idx_ttl", ExpireAfter = TimeSpan.FromDays(90) }),
            cancellationToken: Cancellation);

        await Database.RunCommandAsync<BsonDocument>(
            "{ collMod: 'messages', index: { name: 'idx_ttl', expireAfterSeconds: 60 } }", cancellationToken: Cancellation);

        Assert.Equal(60, (await ListAsync())["idx_ttl"]["expireAfterSeconds"].ToInt32());
    }

    private async Task<Dictionary<string, BsonDocument>> ListAsync()
    {
        using var cursor = await Messages.Indexes.ListAsync(Cancellation);
        return (await cursor.ToListAsync(Cancellation)).ToDictionary(index => index["name"].AsString, StringComparer.Ordinal);
    }

    private Task<BsonDocument> ExplainAsync(string command) => Database.RunCommandAsync<BsonDocument>(
        new BsonDocument { ["explain"] = BsonDocument.Parse(command), ["verbosity"] = "executionStats" }, cancellationToken: Cancellation);

    private static string? IndexIn(BsonDocument stage) =>
        stage.TryGetValue("indexName", out var name) ? name.AsString
        : stage.TryGetValue("inputStage", out var input) ? IndexIn(input.AsBsonDocument)
        : null;
}
