using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Tests;

/// <summary>Forward and back, in either home.</summary>
public abstract class MigrationTests(StorageMode mode, Homes homes) : AuthTests(mode, homes)
{
    protected IModuleDatabase Database => App.Services.GetServices<IModuleDatabase>().Single(database => string.Equals(database.Database, DatabaseNames.Auth, StringComparison.Ordinal));

    public override async ValueTask InitializeAsync() => App = await Homes.AloneAsync(Mode, Cancelled);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (App?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task An_empty_database_goes_back_to_nothing_and_forward_again()
    {
        var names = (await Database.ReadMigrationsAsync(Cancelled)).Select(migration => migration.Name).ToList();

        var undone = await Database.MigrateAsync("0", Cancelled);
        var redone = await Database.MigrateAsync(null, Cancelled);

        Assert.Equal(names.Count, undone.Count);
        Assert.Equal(names.Count, redone.Count);
        Assert.Empty(await Database.MigrateAsync(null, Cancelled));
        Assert.All(await Database.ReadMigrationsAsync(Cancelled), migration => Assert.True(migration.Applied));
        await RegisteredAsync();
    }

    [Fact]
    public async Task Undoing_stops_where_accounts_would_be_lost()
    {
        var ada = await RegisteredAsync();

        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Database.MigrateAsync("0", Cancelled));

        Assert.Contains("Undoing this would lose", refused.Message, StringComparison.Ordinal);
        await Database.MigrateAsync(null, Cancelled);
        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(ada));
    }

    [Fact]
    public async Task Nothing_stands_in_the_way_of_a_sound_database()
    {
        await RegisteredAsync();

        Assert.Empty(await Database.FindObstaclesAsync(Cancelled));
        Assert.Empty(await Database.FindObstaclesAsync(Cancelled));
    }
}

public sealed class MigrationOnSqlite(Homes homes) : MigrationTests(StorageMode.Embedded, homes);

public sealed class MigrationOnPostgres(Homes homes) : MigrationTests(StorageMode.Servers, homes)
{
    private const string Catalog =
        """
        SELECT 'column ' || column_name || ' ' || data_type || ' ' || coalesce(character_maximum_length::text, '-') || ' ' || is_nullable || ' ' || coalesce(column_default, '-') || ' ' || is_generated
          FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = 'users'
        UNION ALL
        SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'users'::regclass AND contype <> 'n'
        UNION ALL
        SELECT 'index ' || replace(indexdef, current_schema() || '.', '') FROM pg_indexes WHERE schemaname = current_schema() AND tablename = 'users'
        """;

    [Fact]
    public async Task The_migrated_table_is_the_documents_to_the_letter()
    {
        var ours = await CatalogAsync();
        await ExecuteAsync($"CREATE SCHEMA seed; SET search_path = seed; {SeedDocument.DdlOf("users")} ALTER DATABASE \"{await ReadAsync("SELECT current_database()")}\" SET search_path = seed");
        Npgsql.NpgsqlConnection.ClearAllPools();
        var seed = await CatalogAsync();

        Assert.Contains("column id integer - NO nextval('users_id_seq'::regclass) NEVER", seed);
        Assert.Empty(seed.Except(ours, StringComparer.Ordinal));
        // What was added must not stand in the way of an INSERT that knows the seed's columns only.
        Assert.All(ours.Except(seed, StringComparer.Ordinal).Where(line => line.StartsWith("column", StringComparison.Ordinal)), line => Assert.DoesNotMatch(" NO - NEVER$", line));
    }

    [Fact]
    public async Task Tables_of_the_document_are_adopted_with_their_rows()
    {
        await SeedOnlyAsync("('ada@mov.example', 'PARTICIPANT', 'Ada', TRUE), ('Ben@Mov.example', 'ORGANIZER', NULL, NULL), ('cleo@mov.example', 'ORGANIZER', 'Cleo', FALSE)");
        var before = await ReadAsync("SELECT string_agg(u::text, ';' ORDER BY id) FROM (SELECT id, email, password, role, first_name, last_name, is_active, created_at, updated_at FROM users) u");

        Assert.Empty(await Database.FindObstaclesAsync(Cancelled));
        Assert.Equal(3, (await Database.MigrateAsync(null, Cancelled)).Count);

        Assert.Equal(before, await ReadAsync("SELECT string_agg(u::text, ';' ORDER BY id) FROM (SELECT id, email, password, role, first_name, last_name, is_active, created_at, updated_at FROM users) u"));
        Assert.IsType<SignInCheck.Accepted>(await Accounts.CheckSignInAsync("ADA@mov.example", Password, Cancelled));
        Assert.IsType<SignInCheck.Accepted>(await Accounts.CheckSignInAsync("ben@mov.example", Password, Cancelled));
        Assert.IsType<SignInCheck.Deactivated>(await Accounts.CheckSignInAsync("cleo@mov.example", Password, Cancelled));
        Assert.Equal(4, (await RegisteredAsync()).Id);
        Assert.Equal("0", await ReadAsync("SELECT count(*) FROM users a JOIN users b ON a.id < b.id AND a.security_stamp = b.security_stamp"));
    }

    [Fact]
    public async Task Going_back_to_the_seed_keeps_every_account()
    {
        var ada = await RegisteredAsync();
        var seed = (await Database.ReadMigrationsAsync(Cancelled))[0].Name;

        await Database.MigrateAsync(seed, Cancelled);
        Assert.Equal("9", await ReadAsync("SELECT count(*) FROM information_schema.columns WHERE table_name = 'users' AND table_schema = current_schema()"));
        await Database.MigrateAsync(null, Cancelled);

        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(ada));
    }

    [Fact]
    public async Task E_mails_that_differ_only_in_case_are_listed_and_nothing_is_changed()
    {
        await SeedOnlyAsync("('ada@mov.example', 'PARTICIPANT', 'Ada', TRUE), ('Ada@Mov.example', 'ORGANIZER', 'Ada', TRUE), ('ben@mov.example', 'ORGANIZER', NULL, NULL)");
        var before = await CatalogAsync();

        var obstacle = Assert.Single(await Database.FindObstaclesAsync(Cancelled));

        Assert.Contains("ada@mov.example (id 1), Ada@Mov.example (id 2)", obstacle, StringComparison.Ordinal);
        Assert.Equal(before, await CatalogAsync());
        await ExecuteAsync("DELETE FROM users WHERE id = 2");
        Assert.Empty(await Database.FindObstaclesAsync(Cancelled));
        await Database.MigrateAsync(null, Cancelled);
        Assert.IsType<SignInCheck.Accepted>(await Accounts.CheckSignInAsync("ADA@mov.example", Password, Cancelled));
    }

    [Fact]
    public async Task Searching_can_use_the_trigram_index()
    {
        await ExecuteAsync(
            """
            INSERT INTO users (email, password, role, first_name) SELECT 'p' || i || '-' || md5(i::text) || '@mov.example', '-', 'PARTICIPANT', md5('f' || i) FROM generate_series(1, 2000) i;
            ANALYZE users
            """);

        var plan = await ReadAsync("SET enable_seqscan = off; EXPLAIN (FORMAT JSON) SELECT id FROM users WHERE search_text LIKE '%grace hop%' ESCAPE '\\'");

        Assert.Contains("idx_users_search_text", plan, StringComparison.Ordinal);
    }

    private async Task SeedOnlyAsync(string rows)
    {
        await Database.MigrateAsync("0", Cancelled);
        await ExecuteAsync(SeedDocument.DdlOf("users"));
        var hash = BCrypt.Net.BCrypt.HashPassword(Password, 5);
        await ExecuteAsync($"INSERT INTO users (email, role, first_name, is_active, password) SELECT v.*, '{hash}' FROM (VALUES {rows}) v");
    }

    private async Task<string[]> CatalogAsync() => (await ReadAsync($"SELECT string_agg(line, E'\n' ORDER BY line) FROM ({Catalog}) c(line)"))!.Split('\n');
}
