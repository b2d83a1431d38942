using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Benchmarks.Enroll;
using Mov.Benchmarks.Frame;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Data.Mongo;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;
using Spectre.Console;

namespace Mov.Benchmarks.Messaging;

/// <summary>One thing told to everyone enrolled, beside the plain driver that inserts the same documents into a collection with the same indexes, in turn.
/// Told is a start, which goes into the app for whoever chose nothing; what also goes by mail is shown as well.</summary>
internal static class FanOutPart
{
    private const int PlainBatch = 1_000;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Sizes sizes)
    {
        await using var app = await BenchmarkApp.CreateAsync(StorageMode.Servers);
        await app.AddPeopleAsync(1);
        var eventId = await app.PublishAsync(100);
        await app.ExecuteAsync(
            DatabaseNames.Enrollments,
            $"INSERT INTO enrollments (event_id, user_id, status) SELECT {eventId}, i, 'ENROLLED' FROM generate_series(2, {sizes.Audience + 1}) i");
        var plain = await PlainCollectionAsync(app);

        await TellAsync(app, number: 1, eventId, new EventStarted(eventId, 1, "A rush"));
        List<double> ours = [], theirs = [];
        for (var round = 0; round < sizes.Rounds; round++)
        {
            ours.Add(sizes.Audience / await TellAsync(app, 10 + round, eventId, new EventStarted(eventId, 1, "A rush")));
            theirs.Add(sizes.Audience / await InsertAsync(plain, sizes.Audience, round));
        }

        var again = sizes.Audience / await TellAsync(app, number: 10, eventId, new EventStarted(eventId, 1, "A rush"));
        var mailed = sizes.Audience / await TellAsync(app, number: 50, eventId, new EventUpdated(eventId, 1, "A rush", ["date"]));
        var growth = await GrowthAsync(() => TellAsync(app, number: 60, eventId, new EventStarted(eventId, 1, "A rush")));

        var (told, inserted) = (Median(ours), Median(theirs));
        AnsiConsole.Write(new Table().AddColumns("", "people per second")
            .AddRow("told in the app", Number(told))
            .AddRow("the plain driver's insert", Number(inserted))
            .AddRow("told again after a crash at the end", Number(again))
            .AddRow("told in the app and by mail", Number(mailed)));
        return
        [
            Figure.NotBelow("messaging-fan-out-of-plain-insert", told / inserted, 0.7),
            Figure.NotAbove("messaging-fan-out-growth-mb", growth, 50),
        ];
    }

    private static async Task<double> TellAsync<TEvent>(BenchmarkApp app, long number, int eventId, TEvent happened)
        where TEvent : IIntegrationEvent
    {
        var began = Stopwatch.GetTimestamp();
        await using var scope = app.App.Services.CreateAsyncScope();
        foreach (var handler in scope.ServiceProvider.GetServices<IIntegrationEventHandler<TEvent>>().Where(handler => handler.GetType().Assembly == typeof(MessagingModule).Assembly))
        {
            await handler.HandleAsync([new Delivery<TEvent>(DatabaseNames.Events, (1_000L * eventId) + number, DateTime.UnixEpoch.AddDays(20_000), happened)], CancellationToken.None);
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<IMongoCollection<BsonDocument>> PlainCollectionAsync(BenchmarkApp app)
    {
        var database = app.Get<MongoDatabases>().Open(DatabaseNames.Notifications);
        var plain = database.GetCollection<BsonDocument>("plain");
        foreach (var index in MongoSteps.Notifications.SelectMany(step => step.Indexes).Where(index => index.Collection == NotificationDocuments.Collection))
        {
            await plain.Indexes.CreateOneAsync(index.ToModel());
        }

        return plain;
    }

    private static async Task<double> InsertAsync(IMongoCollection<BsonDocument> plain, int count, int round)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var batch in Enumerable.Range(2, count).Chunk(PlainBatch))
        {
            var documents = batch.Select(person => new StoredNotification
            {
                Id = ObjectId.GenerateNewId(),
                UserId = person,
                Type = NotificationTypes.EventStarted,
                Data = new NotificationData(round, "A rush", "A rush has started", Wording: "started"),
                CreatedAt = DateTime.UnixEpoch.AddDays(20_000),
            }.ToDocument());
            await plain.InsertManyAsync(documents, new InsertManyOptions { IsOrdered = false });
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    // What is in use after everything that can be given back was given back, at its highest.
    private static async Task<double> GrowthAsync(Func<Task> act)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var highest = before;
        using var over = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true));
                await Task.Delay(100, CancellationToken.None);
            }
        });
        await act();
        await over.CancelAsync();
        await watching;
        return (highest - before) / 1_048_576d;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
