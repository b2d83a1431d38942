using System.Collections.Concurrent;
using System.Diagnostics;
using Mov.Modules.Shared.Storage;
using Mov.SideDoor;
using Mov.Testing;

namespace Mov.EndToEnd.Tests;

/// <summary>The application as its users start it: a process of its own, on a free port, in a home of its own.</summary>
public sealed class MovServer : IAsyncDisposable
{
    public static readonly string Root = FindRoot();
    private static readonly string Program = Path.Combine(
        Root, "Mov.Web", "bin", AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0", "Mov.Web.dll");

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output;

    private MovServer(TestHome home, Process process, ConcurrentQueue<string> output, string address)
    {
        Home = home;
        _process = process;
        _output = output;
        Address = address;
    }

    public TestHome Home { get; }

    /// <summary>For example http://127.0.0.1:41234, without a slash at the end.</summary>
    public string Address { get; }

    public string Output => string.Join('\n', _output);

    public static async Task<MovServer> StartAsync(
        StorageMode mode,
        CancellationToken cancellationToken,
        bool demo = false,
        TestHome? home = null,
        IReadOnlyDictionary<string, string>? settings = null,
        bool withSideDoor = false)
    {
        home = home?.Share() ?? TestHome.Create(mode);
        var process = Start(home, ["--urls", "http://127.0.0.1:0", "--Demo:Fill", demo ? "true" : "false"], settings, withSideDoor);
        var output = new ConcurrentQueue<string>();
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException("The application ended:\n" + string.Join('\n', output)));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new MovServer(home, process, output, await address.Task.WaitAsync(TimeSpan.FromMinutes(2), cancellationToken));

        void Read(string? line)
        {
            if (line is null)
            {
                return;
            }

            output.Enqueue(line);
            if (line.IndexOf("Now listening on: ", StringComparison.Ordinal) is >= 0 and var at)
            {
                address.TrySetResult(line[(at + "Now listening on: ".Length)..].Trim());
            }
        }
    }

    /// <summary>Runs a verb of the same program against the same home.</summary>
    public async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var process = Start(Home, arguments, null);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var said = await output + await errors;
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' exited with {process.ExitCode}: {said}");
    }

    /// <summary>Ends the process as a power cut does (SIGKILL): nothing in it gets to do anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        await Home.DisposeAsync();
    }

    private static Process Start(TestHome home, string[] arguments, IReadOnlyDictionary<string, string>? settings, bool withSideDoor = false)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Program, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = Path.Combine(Root, "Mov.Web"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["Auth__BcryptCost"] = "4";
        // As visitors see it, not as those who write styles.
        start.Environment["PageCache__InlineStyles"] = "true";
        foreach (var (key, value) in home.Settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        foreach (var (key, value) in settings ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        if (withSideDoor)
        {
            var door = typeof(DoorStartup).Assembly;
            start.Environment["DOTNET_STARTUP_HOOKS"] = door.Location;
            start.Environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = door.GetName().Name;
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Start();
        return process;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Mov.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
