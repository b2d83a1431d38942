using Microsoft.Extensions.Configuration;
using Mov.Modules.Shared.Storage;
using Npgsql;

namespace Mov.Modules.Shared.Tests.Storage;

public sealed class StorageSettingsTests
{
    private static readonly string[] AllKeys = ["Auth", "Events", "Enrollments", "Mongo", "Redis"];

    [Fact]
    public void Without_any_setting_development_is_embedded()
    {
        var storage = Read(isProduction: false);

        Assert.Equal(StorageMode.Embedded, storage.Mode);
        Assert.EndsWith("App_Data", storage.Path, StringComparison.Ordinal);
        Assert.EndsWith("mov_auth.db", storage.FileOf(DatabaseNames.Auth), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Auth")]
    [InlineData("Events")]
    [InlineData("Enrollments")]
    [InlineData("Mongo")]
    [InlineData("Redis")]
    public void A_missing_connection_string_is_named(string missing)
    {
        var failure = Assert.Throws<SettingException>(() => Read(isProduction: true, [.. AllKeys.Except([missing]).Select(key => ($"ConnectionStrings:{key}", "x=y"))]));

        Assert.Contains($"ConnectionStrings:{missing} ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Production_is_never_embedded_by_accident_but_may_be_on_purpose()
    {
        Assert.Throws<SettingException>(() => Read(isProduction: true));
        Assert.Equal(StorageMode.Embedded, Read(isProduction: true, ("Storage:Mode", "embedded")).Mode);
    }

    [Theory]
    [InlineData("Cloud")]
    [InlineData("7")]
    public void An_unknown_mode_is_refused(string mode) =>
        Assert.Contains(mode, Assert.Throws<SettingException>(() => Read(isProduction: false, ("Storage:Mode", mode))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_seeds_pool_is_the_default_and_the_connection_string_may_say_otherwise()
    {
        var storage = Read(isProduction: false, [.. AllKeys.Select(key => ($"ConnectionStrings:{key}", key == "Events" ? "Host=h;Maximum Pool Size=40" : "Host=h"))]);

        var auth = new NpgsqlConnectionStringBuilder(storage.ConnectionStringOf(DatabaseNames.Auth));
        Assert.Equal((5, 0, 30, 10), (auth.MaxPoolSize, auth.MinPoolSize, auth.Timeout, auth.ConnectionIdleLifetime));
        Assert.Equal(40, new NpgsqlConnectionStringBuilder(storage.ConnectionStringOf(DatabaseNames.Events)).MaxPoolSize);
    }

    private static StorageSettings Read(bool isProduction, params (string Key, string Value)[] settings) => StorageSettings.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value, StringComparer.Ordinal)).Build(),
        Path.GetTempPath(),
        isProduction);
}
