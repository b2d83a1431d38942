using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mov.Benchmarks.Pages;

/// <summary>The measure: Kestrel in a process of its own that does nothing but send the bytes and headers of a page that was asked for once.</summary>
internal sealed class BareKestrel : IAsyncDisposable
{
    /// <summary>The word that makes this program the measure instead of the benchmark.</summary>
    public const string Verb = "bare-kestrel";

    private static readonly string[] OfTheConnection = ["Date", "Transfer-Encoding", "Content-Length"];

    private readonly Process _process;
    private readonly string _file;

    private BareKestrel(Process process, string file, Uri address)
    {
        _process = process;
        _file = file;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Asks for the pages and starts a process that answers with the same.</summary>
    public static async Task<BareKestrel> LikeAsync(Uri site, params string[] paths)
    {
        using var client = new HttpClient();
        Dictionary<string, Answer> answers = new(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site, path));
            request.Headers.Add("Accept-Encoding", "br");
            request.Headers.Add("Accept-Language", "en");
            using var response = await client.SendAsync(request);
            response.EnsureSuccessStatusCode();
            var headers = response.Headers.Concat(response.Content.Headers)
                .Where(header => !OfTheConnection.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.Ordinal);
            answers[path] = new Answer(headers, await response.Content.ReadAsByteArrayAsync());
        }

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(answers));
        var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(BareKestrel).Assembly.Location, Verb, file]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var address = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)) ?? throw new InvalidOperationException("Bare Kestrel did not start.");
        return new BareKestrel(process, file, new Uri(address));
    }

    /// <summary>The other process.</summary>
    public static async Task<int> ServeAsync(string file)
    {
        var answers = JsonSerializer.Deserialize<Dictionary<string, Answer>>(await File.ReadAllTextAsync(file))!;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(context =>
        {
            var (headers, body) = answers[context.Request.Path.Value!];
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body).AsTask();
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await app.WaitForShutdownAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        File.Delete(_file);
    }

    private sealed record Answer(Dictionary<string, string> Headers, byte[] Body);
}
