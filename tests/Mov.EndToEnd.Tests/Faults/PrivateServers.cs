using System.Diagnostics;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using Xunit.v3;

namespace Mov.EndToEnd.Tests.Faults;

/// <summary>PostgreSQL and Redis of one test's own, which it may crash and bring back, and a road to MongoDB that it may cut. Nobody else's servers are touched.</summary>
internal sealed class PrivateServers : IAsyncDisposable
{
    private const int CannotRunHere = 3;

    private readonly TestMongo _mongo = TestMongo.Open();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "mov-faults-" + Servers.UniqueSuffix());
    private readonly int _postgresPort = Ports.FindFree();
    private readonly int _redisPort = Ports.FindFree();
    private readonly string _suffix = "_" + Servers.UniqueSuffix();

    private PrivateServers()
    {
        var mongo = new Uri(_mongo.Url);
        MongoRoad = new Road(mongo.Host, mongo.Port);
        _mongo.TakeOver(DatabaseNames.Chat + _suffix);
        _mongo.TakeOver(DatabaseNames.Notifications + _suffix);
        Home = TestHome.On(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Auth"] = To(DatabaseNames.Auth),
            ["ConnectionStrings:Events"] = To(DatabaseNames.Events),
            ["ConnectionStrings:Enrollments"] = To(DatabaseNames.Enrollments),
            ["ConnectionStrings:Mongo"] = new UriBuilder(mongo) { Host = "127.0.0.1", Port = MongoRoad.Port }.ToString(),
            ["ConnectionStrings:Redis"] = $"127.0.0.1:{_redisPort}",
            ["Messaging:DatabaseSuffix"] = _suffix,
        });
    }

    public TestHome Home { get; }

    /// <summary>The only way from the application to MongoDB.</summary>
    public Road MongoRoad { get; }

    /// <summary>Skips the test on machines where servers cannot be had from packages.</summary>
    public static async Task<PrivateServers> StartAsync(CancellationToken cancellationToken)
    {
        var servers = new PrivateServers();
        // PostgreSQL's own user must get in.
        Directory.CreateDirectory(servers._folder);
        var (code, said) = await servers.RunAsync(cancellationToken, "up");
        if (code == 0 && File.Exists(Path.Combine(servers._folder, "postgres", "data", "postmaster.pid")))
        {
            return servers;
        }

        await servers.DisposeAsync();
        throw new InvalidOperationException(code is 0 or CannotRunHere
            ? DynamicSkipToken.Value + "Crashing servers takes servers from Debian's packages, as root and without a container engine."
            : $"The servers did not start: {said}");
    }

    /// <summary>Ends <c>postgres</c> or <c>redis</c> without warning.</summary>
    public Task CrashAsync(string server, CancellationToken cancellationToken) => MustAsync(cancellationToken, "crash", server);

    /// <summary>Brings back what was crashed.</summary>
    public Task BringBackAsync(CancellationToken cancellationToken) => MustAsync(cancellationToken, "up");

    public async ValueTask DisposeAsync()
    {
        MongoRoad.Dispose();
        await RunAsync(CancellationToken.None, "down");
        Directory.Delete(_folder, recursive: true);
        await _mongo.DisposeAsync();
        await Home.DisposeAsync();
    }

    private string To(string database) => $"Host=127.0.0.1;Port={_postgresPort};Username=postgres;Database={database}";

    private async Task MustAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var (code, said) = await RunAsync(cancellationToken, arguments);
        Assert.True(code == 0, said);
    }

    private async Task<(int Code, string Said)> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        // Daemons inherit what they are given, so the output goes to a file: reading a pipe would wait for them.
        var log = Path.Combine(_folder, "services.out");
        var start = new ProcessStartInfo("/bin/bash", ["-c", "\"$@\" >\"$LOG\" 2>&1 </dev/null", "services", Path.Combine(MovServer.Root, "services.sh"), .. arguments]) { UseShellExecute = false };
        start.Environment["LOG"] = log;
        start.Environment["MOV_SERVICES_DIR"] = _folder;
        start.Environment["MOV_POSTGRES_PORT"] = $"{_postgresPort}";
        start.Environment["MOV_REDIS_PORT"] = $"{_redisPort}";
        start.Environment[Servers.MongoVariable] = _mongo.Url;
        start.Environment.Remove(Servers.PostgresVariable);
        start.Environment.Remove(Servers.RedisVariable);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, File.Exists(log) ? await File.ReadAllTextAsync(log, cancellationToken) : "");
    }
}
