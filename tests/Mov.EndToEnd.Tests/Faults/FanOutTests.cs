using MongoDB.Bson;
using MongoDB.Driver;
using Mov.EndToEnd.Tests.Storms;
using Mov.Modules.Shared.Storage;
using Mov.SideDoor;
using Mov.Testing;
using Mov.Testing.Invariants;
using Npgsql;

namespace Mov.EndToEnd.Tests.Faults;

/// <summary>The application dies while it tells a large audience, and everyone is told exactly once.</summary>
[Trait("Category", "Soak")]
public sealed class FanOutTests
{
    private const int People = 30_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("EVENT_CANCELED", Deeds.CancelEvent)]
    [InlineData("EVENT_STARTED", Deeds.StartEvent)]
    [InlineData("EVENT_UPDATE", Deeds.Move)]
    [InlineData("ANNOUNCEMENT", Deeds.Announce)]
    [InlineData("MESSAGE", Deeds.Say)]
    public async Task Killed_three_times_while_telling_everybody_it_tells_each_exactly_once(string type, string deed)
    {
        await using var home = TestHome.Create(StorageMode.Servers);
        var server = await MovServer.StartAsync(StorageMode.Servers, Token, home: home, withSideDoor: true);
        using var site = new OuterSite(server);
        var organizer = await site.MustAsync(new Ask(Deeds.RegisterOrganizer, Text: "olga@fanout.example"), Token);
        var eventId = await site.MustAsync(new Ask(Deeds.Publish, organizer, Number: People, Text: "The long table"), Token);
        await HouseInvariants.HoldAsync(home, Token, TimeSpan.FromMinutes(1));
        await FillAsync(home, eventId);
        await site.MustAsync(new Ask(deed, organizer, eventId, Text: "By the lake"), Token);

        using var client = new MongoClient(home.Settings["ConnectionStrings:Mongo"]);
        var notifications = client.GetDatabase("mov_notifications" + home.Settings["Messaging:DatabaseSuffix"]).GetCollection<BsonDocument>("notifications");
        var told = 0L;
        for (var kill = 0; kill < 3; kill++)
        {
            var before = told;
            told = await Eventually.GetAsync(
                token => notifications.EstimatedDocumentCountAsync(cancellationToken: token), count => count > before, "more people are told", Token, TimeSpan.FromMinutes(3));
            await server.KillAsync();
            await server.DisposeAsync();
            Assert.True(told < People, "The fan-out was over before it could be interrupted.");
            site.Server = server = await MovServer.StartAsync(StorageMode.Servers, Token, home: home, withSideDoor: true);
        }

        await HouseInvariants.HoldAsync(home, Token, TimeSpan.FromMinutes(5));
        var toldOf = await (await notifications.FindAsync(Builders<BsonDocument>.Filter.Eq("type", type), new FindOptions<BsonDocument> { Projection = "{ userId: 1 }" }, Token)).ToListAsync(Token);
        Assert.Equal((People, People), (toldOf.Count, toldOf.Select(one => one["userId"]).Distinct().Count()));
        await server.DisposeAsync();
    }

    /// <summary>As many people as make a fan-out last, written in one go and counted.</summary>
    private static async Task FillAsync(TestHome home, int eventId)
    {
        await using var accounts = await OpenAsync(home, DatabaseNames.Auth);
        await using var people = new NpgsqlCommand(
            "INSERT INTO users (email, password, role) SELECT 'person' || n || '@fanout.example', 'x', 'PARTICIPANT' FROM generate_series(1, $1) n RETURNING id", accounts);
        people.Parameters.AddWithValue(People);
        List<int> ids = [];
        await using (var reader = await people.ExecuteReaderAsync(Token))
        {
            while (await reader.ReadAsync(Token))
            {
                ids.Add(reader.GetInt32(0));
            }
        }

        await using var enrollments = await OpenAsync(home, DatabaseNames.Enrollments);
        await WriteAsync(enrollments, "INSERT INTO enrollments (event_id, user_id) SELECT $1, unnest($2)", eventId, ids.ToArray());
        await WriteAsync(enrollments, "UPDATE event_seats SET taken = $2 WHERE event_id = $1", eventId, People);
        await using var events = await OpenAsync(home, DatabaseNames.Events);
        await WriteAsync(events, "UPDATE events SET current_participants = $2 WHERE id = $1", eventId, People);
    }

    private static async Task<NpgsqlConnection> OpenAsync(TestHome home, string database)
    {
        var connection = new NpgsqlConnection(home.ConnectionStringOf(database));
        await connection.OpenAsync(Token);
        return connection;
    }

    private static async Task WriteAsync<T>(NpgsqlConnection connection, string sql, int eventId, T value)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(eventId);
        command.Parameters.AddWithValue(value!);
        await command.ExecuteNonQueryAsync(Token);
    }
}
