using Ardalis.Result;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Tests.Setting;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Tests;

public abstract class MigrationTests(StorageMode mode) : EventsTests(mode)
{
    private const string SeedRow =
        "INSERT INTO events (organizer_id, title, date, max_participants, category, status) VALUES (1, 'By another client', '2027-02-01 18:00:00', 5, 'book-club', 'Published')";

    [Fact]
    public async Task A_row_that_knows_only_the_seed_s_columns_is_listed_and_usable()
    {
        await App.ExecuteAsync(SeedRow);

        var listed = Assert.Single((await App.Catalog.SearchAsync(new EventSearch("another"), Cancellation)).Items);
        Assert.Equal((0, null, "book-club"), (listed.CurrentParticipants, listed.TimeZone, listed.Category));
        var edited = await App.Management.EditAsync(
            People.Olga, listed.Id, Draft with { Title = "Known now", Category = "book-club" }, listed.UpdatedAt, Cancellation);
        Assert.True(edited.IsSuccess);
        Assert.Equal("Europe/Berlin", edited.Value.TimeZone);
        Assert.True((await App.Management.ChangeStatusAsync(People.Olga, listed.Id, EventStatus.Running, Cancellation)).IsSuccess);
    }

    [Fact]
    public async Task The_seed_s_nullable_columns_may_be_empty()
    {
        await App.ExecuteAsync("INSERT INTO events (organizer_id, title, date, max_participants, category, current_participants, created_at, updated_at) VALUES (1, 'Empty', '2027-02-01 18:00:00', 5, 'talk', NULL, NULL, NULL)");
        var empty = Assert.Single((await App.Catalog.ListOwnAsync(People.Olga, 1, Cancellation)).Items);
        Assert.Equal((0, EventStatus.Planning), (empty.CurrentParticipants, empty.Status));

        var edited = await App.Management.EditAsync(People.Olga, empty.Id, Draft, empty.UpdatedAt, Cancellation);

        Assert.True(edited.Value.UpdatedAt > empty.UpdatedAt);
        await App.Service<IParticipantCounts>().SetAsync(empty.Id, 3, 1, Cancellation);
        Assert.Equal(3, (await GetAsync(empty.Id)).CurrentParticipants);
        Assert.Equal(ResultStatus.Conflict, (await App.Management.EditAsync(People.Olga, empty.Id, Draft, empty.UpdatedAt, Cancellation)).Status);
    }

    [Fact]
    public async Task Another_client_s_change_of_the_date_moves_the_event_s_day()
    {
        await App.ExecuteAsync(SeedRow);
        await App.ExecuteAsync("UPDATE events SET date = '2027-02-09 18:00:00'");

        var day = new DateOnly(2027, 2, 9);
        Assert.Single((await App.Catalog.SearchAsync(new EventSearch(From: day, To: day), Cancellation)).Items);
    }

    [Fact]
    public async Task The_schema_goes_back_and_forward_again_with_the_seed_s_rows()
    {
        await App.ExecuteAsync(SeedRow);
        await GivenEventAsync();

        Assert.Equal(2, (await App.Database.MigrateAsync("Seed", Cancellation)).Count);
        Assert.Equal(2L, await App.ReadAsync("SELECT count(*) FROM events"));
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => App.Database.MigrateAsync("0", Cancellation));
        Assert.Contains("still holds rows", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2L, await App.ReadAsync("SELECT count(*) FROM events"));

        Assert.Equal(2, (await App.Database.MigrateAsync(null, Cancellation)).Count);
        Assert.Equal("By another client", Assert.Single((await App.Catalog.SearchAsync(new EventSearch("client"), Cancellation)).Items).Title);

        await App.ExecuteAsync("DELETE FROM events");
        Assert.Equal(3, (await App.Database.MigrateAsync("0", Cancellation)).Count);
        Assert.Equal(3, (await App.Database.MigrateAsync(null, Cancellation)).Count);
        await GivenEventAsync(EventStatus.Published);
        Assert.All(await App.Database.ReadMigrationsAsync(Cancellation), migration => Assert.True(migration.Applied));
    }

    [Fact]
    public async Task What_others_have_not_been_told_yet_is_not_undone()
    {
        await GivenEventAsync(EventStatus.Published);

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => App.Database.MigrateAsync("Seed", Cancellation));

        Assert.Contains("not been told", refused.Message, StringComparison.Ordinal);
        await App.Database.MigrateAsync(null, Cancellation);
        Assert.Single((await App.Catalog.SearchAsync(new EventSearch("evening"), Cancellation)).Items);
    }

    public sealed class OnSqlite() : MigrationTests(StorageMode.Embedded);

    public sealed class OnPostgres() : MigrationTests(StorageMode.Servers);
}
