using System.Diagnostics;
using Ardalis.Result;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mov.Modules.Messaging.Data;
using Mov.Modules.Messaging.Data.Mongo;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Storage;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

public sealed class StoreAwayTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_get_an_answer_in_plain_words_and_quickly_while_MongoDB_is_away()
    {
        await using var app = await StartAsync(StorageMode.Embedded, OnAbsentMongo);
        var watch = Stopwatch.StartNew();

        Assert.Equal(0, await app.Notifications.CountUnreadAsync(Ada, Cancellation));
        var listed = await app.Notifications.ListAsync(Ada, unreadOnly: false, null, Cancellation);
        var marked = await app.Notifications.MarkAllReadAsync(Ada, Cancellation);
        var read = await app.Chat.ReadAsync(Meetup, Ada, null, null, Cancellation);
        var sent = await app.Chat.SendAsync(Meetup, Ada, "Hello", null, Cancellation);

        Assert.All([listed.Status, marked.Status, read.Status, sent.Status], status => Assert.Equal(ResultStatus.Unavailable, status));
        Assert.All([listed.Errors, marked.Errors, read.Errors, sent.Errors], errors => Assert.EndsWith("Please try again in a minute.", Assert.Single(errors), StringComparison.Ordinal));
        // Two databases, each looked for once.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Who_is_to_be_told_stays_in_the_outbox_while_MongoDB_is_away()
    {
        await using var app = await StartAsync(StorageMode.Embedded, OnAbsentMongo);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => app.DeliverAsync<Enrollments.Contracts.ParticipantEnrolled>(
            [new("mov_enrollments", 1, DateTime.UnixEpoch, new(Meetup, Ada))]));
    }

    // Nothing listens on port 1.
    private static void OnAbsentMongo(IServiceCollection services)
    {
        var storage = new StorageSettings(StorageMode.Servers, "", new Dictionary<string, string>(StringComparer.Ordinal) { ["Mongo"] = "mongodb://127.0.0.1:1" });
        services.RemoveAll<IMessageStore>().RemoveAll<INotificationStore>();
        services.AddSingleton(provider => new MongoDatabases(storage, provider.GetRequiredService<IConfiguration>(), TimeProvider.System));
        services.AddSingleton<IMessageStore, MongoMessageStore>().AddSingleton<INotificationStore, MongoNotificationStore>();
    }
}
