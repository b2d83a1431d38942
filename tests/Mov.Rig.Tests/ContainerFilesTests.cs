using System.Text.RegularExpressions;

namespace Mov.Rig.Tests;

/// <summary>What can be known of the container files without an engine: they are read as text, by their indentation.</summary>
public sealed partial class ContainerFilesTests
{
    private static readonly string Root = FindRoot();
    private static readonly string Compose = File.ReadAllText(Path.Combine(Root, "docker-compose.yml"));
    private static readonly string Dockerfile = File.ReadAllText(Path.Combine(Root, "Dockerfile"));
    private static readonly Dictionary<string, string> Services = BlocksUnder("services");

    [Fact]
    public void The_whole_system_is_described()
    {
        Assert.Equal(["migrate", "mongo", "postgres", "redis", "web"], Services.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("image: postgres:17\n", Services["postgres"], StringComparison.Ordinal);
        Assert.Contains("image: mongo:8\n", Services["mongo"], StringComparison.Ordinal);
        Assert.Contains("image: redis:8\n", Services["redis"], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_service_has_a_health_check_or_ends_by_itself()
    {
        foreach (var (name, text) in Services)
        {
            var oneShot = text.Contains("restart: \"no\"", StringComparison.Ordinal);
            var checkedService = text.Contains("    healthcheck:\n", StringComparison.Ordinal) && text.Contains("      test:", StringComparison.Ordinal);
            Assert.True(oneShot ^ checkedService, name);
        }
    }

    [Fact]
    public void The_site_starts_when_the_migration_has_ended_well()
    {
        Assert.Matches(@"migrate:\n\s+condition: service_completed_successfully", Services["web"]);
        Assert.Contains("command: [\"migrate\"]", Services["migrate"], StringComparison.Ordinal);
        Assert.Matches(@"postgres:\n\s+condition: service_healthy", Services["migrate"]);
    }

    [Fact]
    public void No_secret_has_a_default_and_none_is_written_down()
    {
        var secrets = Secret().Matches(Compose).Select(match => match.Groups["value"].Value.Trim()).ToList();

        Assert.NotEmpty(secrets);
        Assert.All(secrets, value => Assert.Matches(@"^\$\{[A-Z_]+(:\?[^}]+|:-)\}", value));
        Assert.Equal(["MAIL_PASSWORD"], OptionalSecret().Matches(Compose).Select(match => match.Groups["name"].Value));
        foreach (var name in new[] { "POSTGRES_PASSWORD", "MONGO_PASSWORD", "REDIS_PASSWORD", "SITE_BASE_URL" })
            Assert.DoesNotMatch($@"\$\{{{name}(?!:\?)", Compose);
    }

    [Theory]
    [InlineData("ConnectionStrings__Auth", "mov_auth")]
    [InlineData("ConnectionStrings__Events", "mov_events")]
    [InlineData("ConnectionStrings__Enrollments", "mov_enrollments")]
    [InlineData("ConnectionStrings__Mongo", "mongodb://")]
    [InlineData("ConnectionStrings__Redis", "redis:6379")]
    [InlineData("Site__BaseUrl", "SITE_BASE_URL")]
    public void The_settings_lead_to_the_servers(string key, string part) =>
        Assert.Matches($@"\n  {key}: .*{Regex.Escape(part)}", Compose);

    [Fact]
    public void Data_lives_in_named_volumes_and_no_server_is_open_to_the_network()
    {
        Assert.Equal(["mongo-data", "postgres-data", "web-data"], BlocksUnder("volumes").Keys.Order(StringComparer.Ordinal));
        Assert.Contains("- postgres-data:", Services["postgres"], StringComparison.Ordinal);
        Assert.Contains("- mongo-data:", Services["mongo"], StringComparison.Ordinal);
        Assert.Equal(["web"], Services.Where(service => service.Value.Contains("    ports:\n", StringComparison.Ordinal)).Select(service => service.Key));
    }

    [Fact]
    public void The_image_is_built_in_stages_from_the_lock_files_and_runs_without_root()
    {
        var lines = Dockerfile.Split('\n');
        var stages = lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, stages.Count);
        Assert.Contains(lines, line => line.EndsWith("--locked-mode", StringComparison.Ordinal));
        Assert.True(Array.LastIndexOf(lines, "USER $APP_UID") > Array.IndexOf(lines, stages[1]));
        Assert.DoesNotContain("USER root", lines);
    }

    [Fact]
    public void The_image_is_built_with_the_SDK_that_the_repository_names()
    {
        var version = SdkVersion().Match(File.ReadAllText(Path.Combine(Root, "global.json"))).Groups["version"].Value;

        Assert.Contains($"FROM mcr.microsoft.com/dotnet/sdk:{version} AS build", Dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_project_that_the_site_is_made_of_is_copied_into_the_image()
    {
        foreach (var project in Directory.GetDirectories(Root, "Mov.*").Select(Path.GetFileName))
        {
            Assert.Contains($"COPY {project}/{project}.csproj {project}/packages.lock.json {project}/\n", Dockerfile, StringComparison.Ordinal);
            Assert.Contains($"COPY {project}/ {project}/\n", Dockerfile, StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, string> BlocksUnder(string section)
    {
        var body = Regex.Match(Compose, $@"^{section}:\n(?<body>(?:(?:[ #].*)?\n)*)", RegexOptions.Multiline, TimeSpan.FromSeconds(5)).Groups["body"].Value;
        return Block().Matches(body).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["text"].Value, StringComparer.Ordinal);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mov.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests must run inside the repository.");
    }

    [GeneratedRegex(@"^  (?<name>[a-z-]+):\n(?<text>(?:(?:    .*)?\n)*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?:PASSWORD: |REDISCLI_AUTH: |[Pp]assword[=:] ?|mongodb://mov:)(?<value>[^;,@\n]+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Secret();

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]*PASSWORD):-", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex OptionalSecret();

    [GeneratedRegex("\"version\": *\"(?<version>[0-9.]+)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex SdkVersion();
}
