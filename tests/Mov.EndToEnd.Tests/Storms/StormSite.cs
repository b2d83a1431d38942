using System.Net.Http.Json;
using System.Text.Json;
using Mov.SideDoor;
using Mov.Testing;

namespace Mov.EndToEnd.Tests.Storms;

/// <summary>An instance of the application as the callers of a storm meet it.</summary>
internal interface IStormSite
{
    /// <returns>The answer, or <see langword="null"/> when none came: what was asked may have been done or not.</returns>
    Task<Answer?> AskAsync(Ask ask, CancellationToken cancellationToken);

    /// <summary>Waits until somebody answers there again.</summary>
    Task BackAsync(CancellationToken cancellationToken);
}

/// <summary>The modules in this process.</summary>
internal sealed class InnerSite(TestApp app) : IStormSite
{
    public async Task<Answer?> AskAsync(Ask ask, CancellationToken cancellationToken) => await Deeds.DoAsync(app.Services, ask, cancellationToken);

    public Task BackAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>The real program in a process of its own, through its side door. It may die and come back at another address.</summary>
internal sealed class OuterSite : IStormSite, IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5) });

    private int _answers;

    public OuterSite(MovServer server) => Server = server;

    public MovServer Server { get; set; }

    /// <summary>Waits until so many more answers came from there.</summary>
    public Task GoesOnAsync(int answers, CancellationToken cancellationToken)
    {
        var aim = Volatile.Read(ref _answers) + answers;
        return Eventually.TrueAsync(() => Volatile.Read(ref _answers) >= aim, $"{answers} more answers come from {Server.Address}", cancellationToken, TimeSpan.FromMinutes(3));
    }

    public async Task<Answer?> AskAsync(Ask ask, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.PostAsJsonAsync(Server.Address + DoorStartup.Path, ask, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return null;
            }

            var answer = await response.Content.ReadFromJsonAsync<Answer>(cancellationToken);
            Interlocked.Increment(ref _answers);
            return answer;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>For what a test begins with.</summary>
    /// <returns>The id of what was made.</returns>
    public async Task<int> MustAsync(Ask ask, CancellationToken cancellationToken) =>
        await AskAsync(ask, cancellationToken) is { IsOk: true } done ? done.Number : throw new InvalidOperationException($"{ask.Deed} was refused.");

    public Task BackAsync(CancellationToken cancellationToken) => Eventually.TrueAsync(
        async token =>
        {
            try
            {
                using var alive = await _client.GetAsync(Server.Address + "/health/live", token);
                return alive.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        "the application answers again",
        cancellationToken,
        TimeSpan.FromMinutes(2));

    public void Dispose() => _client.Dispose();
}
