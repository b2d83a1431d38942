using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Tests.Setting;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Tests;

public abstract class MainRoadTests(StorageMode mode) : EventsTests(mode)
{
    [Fact]
    public async Task An_event_is_created_published_found_and_read()
    {
        var created = await GivenEventAsync();
        Assert.Equal(EventStatus.Planning, created.Status);
        Assert.Equal("Olga Organizer", created.OrganizerName);
        Assert.Equal(new DateTime(2027, 1, 18, 18, 0, 0, DateTimeKind.Utc), created.Date);
        Assert.Empty((await App.Catalog.SearchAsync(new EventSearch(), Cancellation)).Items);

        var published = await App.Management.ChangeStatusAsync(People.Olga, created.Id, EventStatus.Published, Cancellation);

        Assert.Equal(EventStatus.Published, published.Value.Status);
        var listed = Assert.Single((await App.Catalog.SearchAsync(new EventSearch("EVENING", "meetup"), Cancellation)).Items);
        Assert.Equal(published.Value, listed);
        Assert.Equal(published.Value, (await App.Catalog.GetAsync(created.Id, viewerId: null, Cancellation)).Value);
        Assert.Equal([$"synchronize {created.Id}"], App.Ledger.Calls);
        Assert.Equal("EventPublished", Assert.Single(await App.ReadOutboxAsync()).Type);
    }

    public sealed class OnSqlite() : MainRoadTests(StorageMode.Embedded);

    public sealed class OnPostgres() : MainRoadTests(StorageMode.Servers);
}
