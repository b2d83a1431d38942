using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mov.Benchmarks.Pages;

/// <summary>A page with its islands alive, as a browser holds it: the circuit's own protocol (SignalR's hub messages in MessagePack) on a WebSocket, every batch confirmed and every call of a script answered.</summary>
internal sealed partial class BlazorCircuit : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1e;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _rendered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private Task _beating = Task.CompletedTask;

    private BlazorCircuit()
    {
    }

    /// <summary>Loads the page, opens its circuit, and waits until its islands are drawn.</summary>
    public static async Task<BlazorCircuit> OpenAsync(SignedIn person, Uri page)
    {
        var html = await person.Client.GetStringAsync(page);
        var islands = Islands().Matches(html).Select(island => JsonNode.Parse(island.Groups["json"].Value)!).Where(island => island["descriptor"] is not null).ToList();
        if (islands.Count == 0)
        {
            throw new InvalidOperationException($"{page} has no islands.");
        }

        var state = State().Match(html).Groups["state"].Value;
        using var negotiated = await person.Client.PostAsync(new Uri(page, "/_blazor/negotiate?negotiateVersion=1"), content: null);
        negotiated.EnsureSuccessStatusCode();
        var token = JsonNode.Parse(await negotiated.Content.ReadAsStringAsync())!["connectionToken"]!.GetValue<string>();

        var circuit = new BlazorCircuit();
        circuit._socket.Options.SetRequestHeader("Cookie", person.Cookies);
        circuit._socket.Options.SetRequestHeader("Origin", page.GetLeftPart(UriPartial.Authority));
        await circuit._socket.ConnectAsync(new UriBuilder(page) { Scheme = "ws", Path = "/_blazor", Query = "id=" + Uri.EscapeDataString(token) }.Uri, circuit._closing.Token);
        byte[] handshake = [.. """{"protocol":"blazorpack","version":1}"""u8, RecordSeparator];
        await circuit._socket.SendAsync(handshake, WebSocketMessageType.Text, endOfMessage: true, circuit._closing.Token);
        circuit._reading = circuit.ReadAsync();
        await circuit.SendAsync(new HubMessage().Invocation("1", "StartCircuit", new Uri(page, "/").ToString(), page.ToString(), "[]", state));
        await circuit._started.Task.WaitAsync(Patience);
        var operations = new JsonObject
        {
            ["batchId"] = 1,
            ["operations"] = new JsonArray([.. islands.Select((island, at) => new JsonObject { ["type"] = "add", ["ssrComponentId"] = at + 1, ["marker"] = island.DeepClone() })]),
        };
        await circuit.SendAsync(new HubMessage().Invocation(null, "UpdateRootComponents", operations.ToJsonString(), state));
        await circuit._rendered.Task.WaitAsync(Patience);
        circuit._beating = circuit.BeatAsync();
        return circuit;
    }

    /// <summary>Fails when the server has ended it.</summary>
    public void ThrowIfEnded()
    {
        if (_reading.IsCompleted || _socket.State != WebSocketState.Open)
        {
            throw new InvalidOperationException($"A circuit has ended: {_socket.CloseStatus} {_socket.CloseStatusDescription}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_reading, _beating).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _closing.Dispose();
        _sending.Dispose();
    }

    private async Task BeatAsync()
    {
        using var clock = new PeriodicTimer(Heartbeat);
        while (await clock.WaitForNextTickAsync(_closing.Token))
        {
            await SendAsync(new HubMessage().Ping());
        }
    }

    private async Task SendAsync(HubMessage message)
    {
        await _sending.WaitAsync(_closing.Token);
        try
        {
            await _socket.SendAsync(message.Framed(), WebSocketMessageType.Binary, endOfMessage: true, _closing.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        var isFirst = true;
        try
        {
            while (await ReadMessageAsync() is { } bytes)
            {
                // The answer to the handshake ends with a separator of its own.
                var rest = isFirst ? bytes.AsMemory(bytes.IndexOf(RecordSeparator) + 1) : bytes;
                isFirst = false;
                foreach (var received in HubMessage.Read(rest))
                {
                    await TakeAsync(received);
                }
            }
        }
        catch (Exception failure)
        {
            _started.TrySetException(failure);
            _rendered.TrySetException(failure);
            throw;
        }
    }

    private async Task TakeAsync(Received received)
    {
        switch (received)
        {
            case { Type: HubMessage.CompletionType }:
                _started.TrySetResult();
                break;
            case { Target: "JS.RenderBatch", First: { } batch }:
                await SendAsync(new HubMessage().Invocation(null, "OnRenderCompleted", batch, null));
                break;
            case { Target: HubMessage.ScriptCall, First: { } call }:
                var result = received.WantsObject ? """{"__jsObjectId":1}""" : "null";
                await SendAsync(new HubMessage().Invocation(null, "EndInvokeJSFromDotNet", call, true, string.Create(CultureInfo.InvariantCulture, $"[{call},true,{result}]")));
                break;
            case { Target: "JS.EndUpdateRootComponents" }:
                _rendered.TrySetResult();
                break;
            case { Target: "JS.Error" } or { Type: HubMessage.CloseType }:
                throw new InvalidOperationException($"The server ended a circuit: {received}");
        }
    }

    private async Task<byte[]?> ReadMessageAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), _closing.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return message.ToArray();
            }
        }
    }

    [GeneratedRegex("<!--Blazor:(?<json>[{].*?[}])-->", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Islands();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex State();
}
