using Microsoft.EntityFrameworkCore;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Tests.Given;
using Mov.Modules.Shared.Storage;
using Mov.Testing.Schema;
using Npgsql;

namespace Mov.Modules.Enrollments.Tests;

/// <summary>The seed's tables are the document's, adopted with their rows where they are already there.</summary>
public sealed class SchemaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_tables_are_those_of_the_document()
    {
        await using var home = Home.Create(StorageMode.Servers);
        await using var world = await World.CreateAsync(StorageMode.Servers, Token, home: home);

        var actual = await PostgresCatalog.ReadAsync(home.ConnectionString, Token);

        Assert.Empty(actual.DifferencesFrom(await PostgresCatalog.OfDocumentAsync(DatabaseNames.Enrollments, Token)));
    }

    [Fact]
    public async Task A_database_of_the_seed_is_adopted_with_its_rows_and_works()
    {
        await using var home = Home.Create(StorageMode.Servers);
        await CreateDatabaseAsync(home);
        await SeedClient.CreateTablesAsync(DatabaseNames.Enrollments, home.ConnectionString, Token);
        await SeedClient.ExecuteAsync(
            """
            INSERT INTO enrollments (event_id, user_id, status) VALUES (1, 10, 'ENROLLED'), (1, 11, 'WAITLISTED'), (1, 12, 'CANCELED');
            INSERT INTO waitlist (event_id, user_id, position) VALUES (1, 11, 1);
            """,
            home.ConnectionString,
            Token);

        await using var world = await World.CreateAsync(StorageMode.Servers, Token, home: home);
        var meetup = world.Events.Add(seats: 1).EventId;

        Assert.Equal(1, meetup);
        Assert.Equal(new SeatCount(meetup, 1, 1, 1, IsOpen: true), (await world.Enrollments.CountSeatsAsync(meetup, Token)).Value);
        await world.Enrollments.CancelAsync(meetup, 10, Token);
        Assert.Equal([11], await world.HoldersAsync(meetup, Token));
        await SeatInvariants.HoldOfAdoptedSeatsAsync(world, Token);
        Assert.Empty((await PostgresCatalog.ReadAsync(home.ConnectionString, Token)).DifferencesFrom(await PostgresCatalog.OfDocumentAsync(DatabaseNames.Enrollments, Token)));
    }

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task Migrations_go_forward_back_and_forward_again(StorageMode mode)
    {
        await using var world = await World.CreateAsync(mode, Token, migrate: false);

        Assert.NotEmpty(await world.Database.MigrateAsync(null, Token));
        Assert.Empty(await world.Database.MigrateAsync(null, Token));
        Assert.NotEmpty(await world.Database.MigrateAsync("Seed", Token));
        Assert.NotEmpty(await world.Database.MigrateAsync("0", Token));
        Assert.DoesNotContain(await world.Database.ReadMigrationsAsync(Token), migration => migration.Applied);
        Assert.NotEmpty(await world.Database.MigrateAsync(null, Token));

        var meetup = world.Events.Add(seats: 1).EventId;
        Assert.IsType<Placement.Enrolled>(await world.EnrolledAsync(meetup, 1, Token));
    }

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task Going_back_before_the_seed_refuses_to_lose_rows(StorageMode mode)
    {
        await using var world = await World.CreateAsync(mode, Token);
        var meetup = world.Events.Add(seats: 1).EventId;
        await world.EnrolledAsync(meetup, 1, Token);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => world.Database.MigrateAsync("0", Token));
        Assert.Contains("hold rows", refusal.Message, StringComparison.Ordinal);

        await world.Database.MigrateAsync(null, Token);
        Assert.Equal([1], await world.HoldersAsync(meetup, Token));
        Assert.Equal(new SeatCount(meetup, 1, 1, 0, IsOpen: true), (await world.Enrollments.CountSeatsAsync(meetup, Token)).Value);
    }

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task The_model_has_no_changes_that_the_migrations_lack(StorageMode mode)
    {
        await using var world = await World.CreateAsync(mode, Token);
        Assert.False(await world.ReadAsync(context => Task.FromResult(context.Database.HasPendingModelChanges()), Token));
    }

    private static async Task CreateDatabaseAsync(Home home)
    {
        var target = new NpgsqlConnectionStringBuilder(home.ConnectionString);
        await SeedClient.ExecuteAsync($"CREATE DATABASE \"{target.Database}\"", new NpgsqlConnectionStringBuilder(home.ConnectionString) { Database = "postgres" }.ConnectionString, Token);
    }
}
