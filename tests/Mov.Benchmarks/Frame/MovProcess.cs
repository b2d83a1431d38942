using System.Collections.Concurrent;
using System.Diagnostics;

namespace Mov.Benchmarks.Frame;

/// <summary>The pages as a process of their own, published as they are installed (a build of this program with <c>-c Release</c> does that), on a free port.</summary>
internal sealed class MovProcess : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "site");

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output;

    private MovProcess(Process process, ConcurrentQueue<string> output, Uri address)
    {
        _process = process;
        _output = output;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>What it wrote until now.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Memory in use, in MB.</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1_048_576d;
        }
    }

    /// <summary>Processor time used since the start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it in Production and waits until it listens. The databases must be migrated.</summary>
    /// <param name="settings">Settings by their keys (<c>A:B</c>), for example those of a <see cref="BenchmarkApp"/>.</param>
    public static async Task<MovProcess> StartAsync(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(Folder, "Mov.Web.dll"), "--urls", "http://127.0.0.1:0"])
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var output = new ConcurrentQueue<string>();
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException("The application ended:\n" + string.Join('\n', output)));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new MovProcess(process, output, await address.Task.WaitAsync(TimeSpan.FromMinutes(2)));

        void Read(string? line)
        {
            if (line is null)
            {
                return;
            }

            output.Enqueue(line);
            if (line.IndexOf("Now listening on: ", StringComparison.Ordinal) is >= 0 and var at)
            {
                address.TrySetResult(new Uri(line[(at + "Now listening on: ".Length)..].Trim()));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
