using Ardalis.Result;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Tests.Setting;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Tests;

public abstract class RightsTests(StorageMode mode) : EventsTests(mode)
{
    [Fact]
    public async Task Only_active_organizers_create_events()
    {
        foreach (var person in new[] { People.Paula, People.Gone, 99, 0, -1 })
        {
            Assert.Equal(ResultStatus.Forbidden, (await App.Management.CreateAsync(person, Draft, Cancellation)).Status);
        }

        Assert.Equal(0L, await App.ReadAsync("SELECT count(*) FROM events"));
    }

    [Fact]
    public async Task Nobody_changes_what_is_not_theirs()
    {
        var planned = await GivenEventAsync();
        var published = await GivenEventAsync(EventStatus.Published);
        var canceled = await GivenEventAsync(EventStatus.Canceled);

        Assert.All(await AttemptAllAsync(People.Otto, planned), status => Assert.Equal(ResultStatus.NotFound, status));
        Assert.All(await AttemptAllAsync(People.Otto, published), status => Assert.Equal(ResultStatus.Forbidden, status));
        Assert.All(await AttemptAllAsync(People.Otto, canceled), status => Assert.Equal(ResultStatus.Forbidden, status));
        Assert.All(await AttemptAllAsync(People.Paula, published), status => Assert.Equal(ResultStatus.Forbidden, status));
        Assert.All(await AttemptAllAsync(99, published), status => Assert.Equal(ResultStatus.Forbidden, status));
        Assert.All(await AttemptAllAsync(People.Olga, published with { Id = 12345 }), status => Assert.Equal(ResultStatus.NotFound, status));
        Assert.All(await AttemptAllAsync(People.Olga, published with { Id = -1 }), status => Assert.Equal(ResultStatus.NotFound, status));
        Assert.Equal([planned, published, canceled], [await GetAsync(planned.Id), await GetAsync(published.Id), await GetAsync(canceled.Id)]);
    }

    [Fact]
    public async Task A_deactivated_organizer_changes_nothing()
    {
        var published = await GivenEventAsync(EventStatus.Published);
        App.People.SetActive(People.Olga, false);

        Assert.All(await AttemptAllAsync(People.Olga, published), status => Assert.Equal(ResultStatus.Forbidden, status));
        Assert.All(await AttemptAllAsync(People.Otto, published), status => Assert.Equal(ResultStatus.NotFound, status));
    }

    [Fact]
    public async Task An_event_in_planning_is_seen_by_its_organizer_only()
    {
        var planned = await GivenEventAsync();

        Assert.True((await App.Catalog.GetAsync(planned.Id, People.Olga, Cancellation)).IsSuccess);
        foreach (int? other in new int?[] { null, People.Otto, People.Paula })
        {
            Assert.True((await App.Catalog.GetAsync(planned.Id, other, Cancellation)).IsNotFound());
        }

        foreach (var status in new[] { EventStatus.Published, EventStatus.Running, EventStatus.Completed, EventStatus.Canceled })
        {
            Assert.True((await App.Catalog.GetAsync((await GivenEventAsync(status)).Id, null, Cancellation)).IsSuccess);
        }
    }

    private async Task<IReadOnlyList<ResultStatus>> AttemptAllAsync(int person, EventDetails target) =>
    [
        (await App.Management.EditAsync(person, target.Id, Draft with { Title = "Mine now" }, target.UpdatedAt, Cancellation)).Status,
        (await App.Management.ResizeAsync(person, target.Id, 99, Cancellation)).Status,
        (await App.Management.ChangeStatusAsync(person, target.Id, EventStatus.Canceled, Cancellation)).Status,
        (await App.Management.ChangeStatusAsync(person, target.Id, target.Status, Cancellation)).Status,
        (await App.Management.DeleteAsync(person, target.Id, Cancellation)).Status,
    ];

    public sealed class OnSqlite() : RightsTests(StorageMode.Embedded);

    public sealed class OnPostgres() : RightsTests(StorageMode.Servers);
}
