using MongoDB.Bson;
using MongoDB.Driver;

namespace Mov.Rig.Tests.Mongo;

public sealed class WriteTests : MongoServerTests
{
    [Fact]
    public async Task A_document_is_inserted_read_updated_and_deleted()
    {
        var sentAt = new DateTime(2026, 5, 4, 18, 30, 15, 250, DateTimeKind.Utc);
        var id = ObjectId.GenerateNewId();
        var sent = new BsonDocument
        {
            ["_id"] = id,
            ["text"] = "Grüße, 世界 🎉 'quoted' $dollar",
            ["sentAt"] = sentAt,
            ["edited"] = false,
            ["count"] = 42,
            ["long"] = 1L << 40,
            ["price"] = new BsonDecimal128(12.50m),
            ["nothing"] = BsonNull.Value,
            ["nested"] = new BsonDocument { ["list"] = new BsonArray { 1, "two", new BsonDocument("three", 3) } },
        };

        await Messages.InsertOneAsync(sent, cancellationToken: Cancellation);
        Assert.Equal(sent, await Messages.Find(Where.Eq("_id", id)).SingleAsync(Cancellation));

        var update = await Messages.UpdateOneAsync(
            Where.Eq("_id", id), Set.Set("edited", true).Inc("count", 1), cancellationToken: Cancellation);
        Assert.Equal((1, 1), (update.MatchedCount, update.ModifiedCount));
        var edited = await Messages.Find(Where.Eq("_id", id)).SingleAsync(Cancellation);
        Assert.Equal((true, 43), (edited["edited"].AsBoolean, edited["count"].AsInt32));

        var deletion = await Messages.DeleteOneAsync(Where.Eq("_id", id), Cancellation);
        Assert.Equal(1, deletion.DeletedCount);
        Assert.False(await Messages.Find(Where.Empty).AnyAsync(Cancellation));
    }

    [Fact]
    public async Task Many_documents_are_updated_and_deleted_at_once()
    {
        await InsertMessagesAsync(100);

        var update = await Messages.UpdateManyAsync(Where.Eq("event", 3), Set.Set("read", true), cancellationToken: Cancellation);
        Assert.Equal(10, update.ModifiedCount);

        var replacement = await Messages.ReplaceOneAsync(Where.Eq("_id", 3), new BsonDocument("text", "new"), cancellationToken: Cancellation);
        Assert.Equal(1, replacement.ModifiedCount);

        var deletion = await Messages.DeleteManyAsync(Where.Eq("read", true), Cancellation);
        Assert.Equal(9, deletion.DeletedCount);
        Assert.Equal(91, await Messages.CountDocumentsAsync(Where.Empty, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task An_upsert_inserts_the_first_time_and_updates_the_second()
    {
        var upsert = new UpdateOptions { IsUpsert = true };
        var change = Set.Inc("unread", 1).SetOnInsert("type", "MESSAGE");

        var first = await Messages.UpdateOneAsync(Where.Eq("_id", "a"), change, upsert, Cancellation);
        var second = await Messages.UpdateOneAsync(Where.Eq("_id", "a"), change, upsert, Cancellation);

        Assert.Equal("a", first.UpsertedId.AsString);
        Assert.Null(second.UpsertedId);
        Assert.Equal(
            new BsonDocument { ["_id"] = "a", ["type"] = "MESSAGE", ["unread"] = 2 },
            await Messages.Find(Where.Empty).Project(Builders<BsonDocument>.Projection.Include("type").Include("unread")).SingleAsync(Cancellation),
            SameFields);
    }

    [Fact]
    public async Task Finding_and_changing_is_one_step_that_returns_the_document_before_or_after()
    {
        await InsertMessagesAsync(3);

        var before = await Messages.FindOneAndUpdateAsync(Where.Eq("_id", 1), Set.Set("text", "edited"), cancellationToken: Cancellation);
        var after = await Messages.FindOneAndUpdateAsync(
            Where.Eq("_id", 2),
            Set.Set("text", "edited"),
            new FindOneAndUpdateOptions<BsonDocument> { ReturnDocument = ReturnDocument.After },
            Cancellation);
        var latest = await Messages.FindOneAndDeleteAsync(
            Where.Empty, new FindOneAndDeleteOptions<BsonDocument> { Sort = Builders<BsonDocument>.Sort.Descending("_id") }, Cancellation);
        var absent = await Messages.FindOneAndUpdateAsync(Where.Eq("_id", 99), Set.Set("text", "edited"), cancellationToken: Cancellation);

        Assert.Equal("message 1", before["text"].AsString);
        Assert.Equal("edited", after["text"].AsString);
        Assert.Equal(2, latest["_id"].AsInt32);
        Assert.Null(absent);
    }

    [Fact]
    public async Task A_bulk_of_mixed_writes_is_done_in_order()
    {
        var result = await Messages.BulkWriteAsync(
            [
                new InsertOneModel<BsonDocument>(Message(1)),
                new InsertOneModel<BsonDocument>(Message(2)),
                new UpdateOneModel<BsonDocument>(Where.Eq("_id", 1), Set.Set("text", "edited")),
                new UpdateOneModel<BsonDocument>(Where.Eq("_id", 3), Set.Set("text", "new")) { IsUpsert = true },
                new DeleteOneModel<BsonDocument>(Where.Eq("_id", 2)),
            ],
            cancellationToken: Cancellation);

        Assert.Equal((2, 1, 1, 1), (result.InsertedCount, result.ModifiedCount, result.Upserts.Count, result.DeletedCount));
        Assert.Equal(["edited", "new"], (await Messages.Find(Where.Empty).Sort("{ _id: 1 }").ToListAsync(Cancellation)).Select(one => one["text"].AsString));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task A_duplicate_in_a_bulk_ends_it_when_ordered_and_only_itself_when_not(bool ordered, int stored)
    {
        var failure = await Assert.ThrowsAsync<MongoBulkWriteException<BsonDocument>>(() => Messages.InsertManyAsync(
            [Message(1), Message(1), Message(2)], new InsertManyOptions { IsOrdered = ordered }, Cancellation));

        var error = Assert.Single(failure.WriteErrors);
        Assert.Equal((1, 11000, ServerErrorCategory.DuplicateKey), (error.Index, error.Code, error.Category));
        Assert.Equal(stored, await Messages.CountDocumentsAsync(Where.Empty, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_violated_unique_index_is_reported_as_a_duplicate_key()
    {
        await Messages.Indexes.CreateOneAsync(
            new CreateIndexModel<BsonDocument>(Keys.Ascending("event").Ascending("user"), new CreateIndexOptions { Unique = true }),
            cancellationToken: Cancellation);
        await Messages.InsertManyAsync(
            [new() { ["_id"] = 1, ["event"] = 7, ["user"] = 1 }, new() { ["_id"] = 2, ["event"] = 7, ["user"] = 2 }], cancellationToken: Cancellation);

        var insert = await Assert.ThrowsAsync<MongoWriteException>(() => Messages.InsertOneAsync(
            new BsonDocument { ["_id"] = 3, ["event"] = 7, ["user"] = 2 }, cancellationToken: Cancellation));
        var update = await Assert.ThrowsAsync<MongoWriteException>(() => Messages.UpdateOneAsync(
            Where.Eq("_id", 1), Set.Set("user", 2), cancellationToken: Cancellation));
        var change = await Assert.ThrowsAsync<MongoCommandException>(() => Messages.FindOneAndUpdateAsync(
            Where.Eq("_id", 1), Set.Set("user", 2), cancellationToken: Cancellation));

        Assert.Equal(ServerErrorCategory.DuplicateKey, insert.WriteError.Category);
        Assert.Equal(ServerErrorCategory.DuplicateKey, update.WriteError.Category);
        Assert.Equal((11000, "DuplicateKey"), (change.Code, change.CodeName));
        Assert.Contains("E11000", insert.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_upsert_the_same_document_at_once_each_counts_once()
    {
        const int People = 16;
        await Messages.InsertOneAsync(new BsonDocument { ["_id"] = "n", ["count"] = 0 }, cancellationToken: Cancellation);

        await Task.WhenAll(Enumerable.Range(0, People).Select(_ => Messages.UpdateOneAsync(
            Where.Eq("_id", "n"), Set.Inc("count", 1), new UpdateOptions { IsUpsert = true }, Cancellation)));

        Assert.Equal(People, (await Messages.Find(Where.Eq("_id", "n")).SingleAsync(Cancellation))["count"].AsInt32);
    }

    [Fact]
    public async Task Many_inserts_of_one_key_at_once_store_it_once_and_tell_the_others()
    {
        const int People = 16;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, People).Select(async person =>
        {
            try
            {
                await Messages.InsertOneAsync(new BsonDocument { ["_id"] = "n", ["by"] = person }, cancellationToken: Cancellation);
                return "stored";
            }
            catch (MongoWriteException refused) when (refused.WriteError.Category is ServerErrorCategory.DuplicateKey)
            {
                return "duplicate";
            }
        }));

        Assert.Equal(1, outcomes.Count(one => one == "stored"));
        Assert.Equal(1, await Messages.CountDocumentsAsync(Where.Empty, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Unacknowledged_writes_arrive_too()
    {
        await Messages.WithWriteConcern(WriteConcern.Unacknowledged).InsertOneAsync(Message(1), cancellationToken: Cancellation);

        await Testing.Eventually.TrueAsync(
            token => Messages.Find(Where.Eq("_id", 1)).AnyAsync(token), "the message is stored", Cancellation);
    }

    private static bool SameFields(BsonDocument one, BsonDocument other) =>
        one.ElementCount == other.ElementCount && one.All(element => other[element.Name] == element.Value);
}
