using Mov.Modules.Shared.Storage;
using Mov.Testing;
using Mov.Testing.Schema;

namespace Mov.Web.Tests.Hosting;

public sealed class VerbTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task Migrate_says_what_it_did_and_a_second_time_that_there_is_nothing_to_do(StorageMode mode)
    {
        await using var home = TestHome.Create(mode);

        var first = await MovProgram.RunAsync(home, ["migrate"], Cancellation);
        var second = await MovProgram.RunAsync(home, ["migrate"], Cancellation);

        Assert.Equal((0, ""), (first.Code, first.Error));
        Assert.Contains("created database", first.Output, StringComparison.Ordinal);
        Assert.Contains("to mov_enrollments", first.Output, StringComparison.Ordinal);
        Assert.Equal((0, "nothing to do", ""), (second.Code, second.Output.Trim(), second.Error));
    }

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task Migrate_goes_back_one_step_of_one_module_and_forward_again_by_name(StorageMode mode)
    {
        await using var home = TestHome.Create(mode);
        await MovProgram.RunAsync(home, ["migrate"], Cancellation);

        var undone = await MovProgram.RunAsync(home, ["migrate", "--undo", "--module", "events"], Cancellation);
        var name = undone.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        var forward = await MovProgram.RunAsync(home, ["migrate", "--to", name, "--module", "events"], Cancellation);

        Assert.Equal(0, undone.Code);
        Assert.StartsWith($"undid {name} in mov_events", undone.Output, StringComparison.Ordinal);
        Assert.StartsWith($"applied {name} to mov_events", forward.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_lists_the_rows_that_cannot_be_adopted_and_changes_nothing()
    {
        await using var home = TestHome.Create(StorageMode.Servers);
        await SeedClient.CreateDatabaseAsync(DatabaseNames.Auth, home, Cancellation);
        await SeedClient.ExecuteAsync(
            "INSERT INTO users (email, password, role) VALUES ('ada@example.org', 'x', 'PARTICIPANT'), ('Ada@example.org', 'x', 'PARTICIPANT')",
            home.Settings["ConnectionStrings:Auth"]!,
            Cancellation);

        var refused = await MovProgram.RunAsync(home, ["migrate"], Cancellation);

        Assert.Equal(1, refused.Code);
        Assert.Contains("ada@example.org (id 1)", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Ada@example.org (id 2)", refused.Error, StringComparison.Ordinal);
        await SeedClient.ExecuteAsync("DELETE FROM users WHERE id = 2", home.Settings["ConnectionStrings:Auth"]!, Cancellation);
        var done = await MovProgram.RunAsync(home, ["migrate"], Cancellation);
        Assert.Equal((0, ""), (done.Code, done.Error));
        Assert.Contains("created database mov_events", done.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task Demo_fills_an_installation_once_and_says_so(StorageMode mode)
    {
        await using var home = TestHome.Create(mode);
        var before = await MovProgram.RunAsync(home, ["demo"], Cancellation);
        await MovProgram.RunAsync(home, ["migrate"], Cancellation);

        var first = await MovProgram.RunAsync(home, ["demo"], Cancellation);
        var second = await MovProgram.RunAsync(home, ["demo"], Cancellation);

        Assert.Equal((1, ""), (before.Code, before.Output));
        Assert.Single(before.Error.Split('\n'));
        Assert.Equal((0, ""), (first.Code, first.Error));
        Assert.Contains("13 events", first.Output, StringComparison.Ordinal);
        Assert.Equal(0, second.Code);
        Assert.Contains("nothing to do", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admin_creates_an_account_and_promotes_the_one_that_is_there()
    {
        await using var home = TestHome.Create(StorageMode.Embedded);
        var before = await MovProgram.RunAsync(home, ["admin", "--email", "root@example.org", "--password", "some quiet words"], Cancellation);
        await MovProgram.RunAsync(home, ["migrate"], Cancellation);

        var without = await MovProgram.RunAsync(home, ["admin", "--email", "root@example.org"], Cancellation);
        var created = await MovProgram.RunAsync(home, ["admin", "--email", "root@example.org", "--password", "some quiet words"], Cancellation);
        var again = await MovProgram.RunAsync(home, ["admin", "--email", "ROOT@example.org"], Cancellation);

        Assert.Equal(1, before.Code);
        Assert.Contains("migrate", Assert.Single(before.Error.Split('\n')), StringComparison.Ordinal);
        Assert.Equal(1, without.Code);
        Assert.Single(without.Error.Split('\n'));
        Assert.Equal(0, created.Code);
        Assert.Contains("root@example.org", created.Output, StringComparison.Ordinal);
        Assert.Equal(0, again.Code);
    }

    [Theory]
    [InlineData("migrat")]
    [InlineData("migrate", "--module")]
    [InlineData("migrate", "--backwards")]
    [InlineData("migrate", "--undo", "--to", "X")]
    [InlineData("migrate", "extra")]
    [InlineData("admin")]
    [InlineData("demo", "--now")]
    [InlineData("--migrate")]
    public async Task What_is_not_understood_shows_how_to_call_and_exits_with_2(params string[] args)
    {
        await using var home = TestHome.Create(StorageMode.Embedded);

        var ended = await MovProgram.RunAsync(home, args, Cancellation);

        Assert.Equal(2, ended.Code);
        Assert.Contains("Usage:", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--module", "chess")]
    [InlineData("--to", "NeverWritten")]
    public async Task An_unknown_module_or_migration_is_said_in_one_line(params string[] options)
    {
        await using var home = TestHome.Create(StorageMode.Embedded);

        var ended = await MovProgram.RunAsync(home, ["migrate", .. options], Cancellation);

        Assert.Equal(1, ended.Code);
        Assert.Contains(options[1], Assert.Single(ended.Error.Split('\n')), StringComparison.Ordinal);
        Assert.Equal("", ended.Output);
    }

    [Fact]
    public async Task A_missing_setting_stops_the_start_with_one_line_that_names_it()
    {
        await using var home = TestHome.Create(StorageMode.Embedded);

        var ended = await MovProgram.RunAsync(home, [], Cancellation, ("Storage:Mode", "Servers"));

        Assert.Equal(2, ended.Code);
        Assert.StartsWith("ConnectionStrings:Auth is not set.", Assert.Single(ended.Error.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Storage:Mode", "Cloud")]
    [InlineData("Site:KnownProxies", "10.0.0.0/99")]
    [InlineData("RateLimits:SignInsPerMinute", "0")]
    public async Task A_setting_with_a_wrong_value_stops_the_start_with_one_line(string key, string value)
    {
        await using var home = TestHome.Create(StorageMode.Embedded);

        var ended = await MovProgram.RunAsync(home, ["--urls", "http://127.0.0.1:0"], Cancellation, (key, value));

        Assert.Equal(2, ended.Code);
        Assert.Contains(key.Split(':')[0], Assert.Single(ended.Error.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_on_servers_refuses_an_outdated_schema_and_names_the_verb()
    {
        await using var home = TestHome.Create(StorageMode.Servers);
        await MovProgram.RunAsync(home, ["migrate"], Cancellation);
        await MovProgram.RunAsync(home, ["migrate", "--undo", "--module", "events"], Cancellation);

        var ended = await MovProgram.RunAsync(home, ["--urls", "http://127.0.0.1:0"], Cancellation);

        Assert.Equal(1, ended.Code);
        Assert.Equal("The schema of mov_events is outdated. Run the verb 'migrate' first.", ended.Error);
    }
}
