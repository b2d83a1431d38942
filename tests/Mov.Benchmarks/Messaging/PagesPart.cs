using System.Diagnostics;
using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using Mov.Benchmarks.Frame;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Data.Mongo;
using Mov.Modules.Shared.Storage;
using Spectre.Console;

namespace Mov.Benchmarks.Messaging;

/// <summary>The queries of the pages on few documents and on many, in turn, so that what else the machine does meets both. The room and the list that are read have the same
/// size in both; the others are other people's.</summary>
internal static class PagesPart
{
    private const int Own = 400;
    private const int Event = 42;
    private const int Person = 2;
    private const int Batch = 5_000;
    private const int WritersAtOnce = 4;

    private static readonly DateTime Begin = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Sizes sizes)
    {
        await using var few = await BenchmarkApp.CreateAsync(StorageMode.Servers);
        await using var many = await BenchmarkApp.CreateAsync(StorageMode.Servers);
        await FillAsync(few, sizes.Few);
        await FillAsync(many, sizes.Many);

        List<Figure> figures = [];
        var table = new Table().AddColumns("query", $"p50 at {sizes.Few:N0}", $"p50 at {sizes.Many:N0}", "times");
        foreach (var (name, askAsync) in Queries)
        {
            for (var warm = 0; warm < 20; warm++)
            {
                await askAsync(few);
                await askAsync(many);
            }

            var (atFew, atMany) = (new double[sizes.Reads], new double[sizes.Reads]);
            for (var number = 0; number < sizes.Reads; number++)
            {
                atFew[number] = await TimeAsync(() => askAsync(few));
                atMany[number] = await TimeAsync(() => askAsync(many));
            }

            var (small, large) = (Median(atFew), Median(atMany));
            table.AddRow(name, Milliseconds(small), Milliseconds(large), (large / small).ToString("0.00", CultureInfo.InvariantCulture));
            figures.Add(Figure.NotAbove($"messaging-{name}-times-at-many", large / small, 1.5));
        }

        AnsiConsole.Write(table);
        return figures;
    }

    private static readonly (string Name, Func<BenchmarkApp, Task> AskAsync)[] Queries =
    [
        ("history-newest", app => app.Get<IMessageStore>().ReadAsync(Event, null, HistoryDirection.Older, 51, CancellationToken.None)),
        ("history-older", app => app.Get<IMessageStore>().ReadAsync(Event, MessageAt(Own / 2), HistoryDirection.Older, 51, CancellationToken.None)),
        ("history-newer", app => app.Get<IMessageStore>().ReadAsync(Event, MessageAt(Own / 2), HistoryDirection.Newer, 51, CancellationToken.None)),
        ("notifications-newest", app => app.Get<INotificationStore>().ListAsync(Person, unreadOnly: false, null, 31, CancellationToken.None)),
        ("notifications-older", app => app.Get<INotificationStore>().ListAsync(Person, unreadOnly: false, NoticeAt(Own / 2), 31, CancellationToken.None)),
        ("notifications-unread", app => app.Get<INotificationStore>().ListAsync(Person, unreadOnly: true, null, 31, CancellationToken.None)),
        ("unread-count", app => app.Get<INotificationStore>().CountUnreadAsync(Person, 100, CancellationToken.None)),
    ];

    private static async Task FillAsync(BenchmarkApp app, int count)
    {
        var databases = app.Get<MongoDatabases>();
        await FillAsync(databases.Open(DatabaseNames.Chat).GetCollection<BsonDocument>(MessageDocuments.Collection), count, number => Message(number, count).ToDocument());
        await FillAsync(databases.Open(DatabaseNames.Notifications).GetCollection<BsonDocument>(NotificationDocuments.Collection), count, number => Notice(number, count).ToDocument());
    }

    private static async Task FillAsync(IMongoCollection<BsonDocument> collection, int count, Func<int, BsonDocument> document)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count).Chunk(Batch),
            new ParallelOptions { MaxDegreeOfParallelism = WritersAtOnce },
            async (batch, token) => await collection.InsertManyAsync(batch.Select(document), new InsertManyOptions { IsOrdered = false }, token));
    }

    // Ours lie spread among the others.
    private static int? OwnNumber(int number, int count)
    {
        var step = Math.Max(1, count / Own);
        return number % step == 0 && number / step < Own ? number / step : null;
    }

    private static MessageKey MessageAt(int own) => new(Begin.AddMinutes(own), ObjectIds.Derive("message", own));

    private static NotificationKey NoticeAt(int own) => new(Begin.AddMinutes(own), ObjectIds.Derive("notice", own));

    private static StoredMessage Message(int number, int count)
    {
        var own = OwnNumber(number, count);
        var at = own is { } place ? Begin.AddMinutes(place) : Begin.AddSeconds(number);
        return new StoredMessage
        {
            Id = own is { } mine ? ObjectIds.Derive("message", mine) : ObjectIds.Derive("other message", number),
            EventId = own is null ? 1_000 + (number % 2_000) : Event,
            SenderId = 10 + (number % 500),
            SenderRole = SenderRoles.Participant,
            Message = "See you at the door, ten minutes early if you can.",
            Timestamp = at,
            CreatedAt = at,
            UpdatedAt = at,
        };
    }

    private static StoredNotification Notice(int number, int count)
    {
        var own = OwnNumber(number, count);
        return new StoredNotification
        {
            Id = own is { } mine ? ObjectIds.Derive("notice", mine) : ObjectIds.Derive("other notice", number),
            UserId = own is null ? 1_000 + (number % 20_000) : Person,
            Type = NotificationTypes.Registration,
            Data = new NotificationData(Event, "Sourdough for the impatient", "You have a seat in Sourdough for the impatient"),
            Read = number % 2 == 0,
            CreatedAt = own is { } place ? Begin.AddMinutes(place) : Begin.AddSeconds(number),
        };
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var began = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private static string Milliseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.00} ms");
}
