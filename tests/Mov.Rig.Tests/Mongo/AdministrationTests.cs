using MongoDB.Bson;
using MongoDB.Driver;

namespace Mov.Rig.Tests.Mongo;

public sealed class AdministrationTests : MongoServerTests
{
    [Fact]
    public async Task Collections_are_created_listed_renamed_and_dropped()
    {
        await Database.CreateCollectionAsync("rooms", cancellationToken: Cancellation);
        await InsertMessagesAsync(1);
        Assert.Equal(["messages", "rooms"], await CollectionsAsync());

        await Database.RenameCollectionAsync("rooms", "halls", cancellationToken: Cancellation);
        Assert.Equal(["halls", "messages"], await CollectionsAsync());

        await Database.DropCollectionAsync("halls", Cancellation);
        await Database.DropCollectionAsync("never there", Cancellation);
        Assert.Equal(["messages"], await CollectionsAsync());
    }

    [Fact]
    public async Task A_database_appears_with_its_first_document_and_is_dropped_whole()
    {
        var name = Mongo.DatabaseName("mov_rig");
        Assert.DoesNotContain(name, await DatabasesAsync());

        await InsertMessagesAsync(1);
        Assert.Contains(name, await DatabasesAsync());

        await Mongo.Client.DropDatabaseAsync(name, Cancellation);
        Assert.DoesNotContain(name, await DatabasesAsync());
        Assert.False(await Messages.Find(Where.Empty).AnyAsync(Cancellation));
    }

    [Fact]
    public async Task The_server_answers_a_ping_and_says_its_version()
    {
        var ping = await Database.RunCommandAsync<BsonDocument>("{ ping: 1 }", cancellationToken: Cancellation);
        var build = await Database.RunCommandAsync<BsonDocument>("{ buildInfo: 1 }", cancellationToken: Cancellation);

        Assert.Equal(1, ping["ok"].ToInt32());
        Assert.True(Version.Parse(build["version"].AsString).Major >= 7);
    }

    [Fact]
    public async Task An_unknown_command_is_refused_as_such()
    {
        var failure = await Assert.ThrowsAsync<MongoCommandException>(
            () => Database.RunCommandAsync<BsonDocument>("{ makeCoffee: 1 }", cancellationToken: Cancellation));

        Assert.Equal((59, "CommandNotFound"), (failure.Code, failure.CodeName));
    }

    [Fact]
    public async Task A_session_may_be_used_and_ended()
    {
        using var session = await Mongo.Client.StartSessionAsync(cancellationToken: Cancellation);

        await Messages.InsertOneAsync(session, Message(1), cancellationToken: Cancellation);

        Assert.Equal(1, await Messages.CountDocumentsAsync(session, Where.Empty, cancellationToken: Cancellation));
    }

    private async Task<List<string>> CollectionsAsync()
    {
        using var cursor = await Database.ListCollectionNamesAsync(cancellationToken: Cancellation);
        return [.. (await cursor.ToListAsync(Cancellation)).Order(StringComparer.Ordinal)];
    }

    private async Task<List<string>> DatabasesAsync()
    {
        using var cursor = await Mongo.Client.ListDatabaseNamesAsync(Cancellation);
        return await cursor.ToListAsync(Cancellation);
    }
}
