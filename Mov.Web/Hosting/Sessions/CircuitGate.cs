using System.Collections.Concurrent;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Live;

namespace Mov.Web.Hosting.Sessions;

/// <summary>Lets only signed-in people open a circuit, and cuts its connection within seconds when their session ends: by the live update of the account,
/// and by asking again now and then, because updates between instances may get lost. All circuits are asked about in one moment, so that one query answers for all.</summary>
internal sealed class CircuitGate : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Func<Task>, bool> _checks = new();
    private readonly IAccounts _accounts;
    private readonly ILiveUpdates _live;
    private readonly ITimer _clock;

    public CircuitGate(IAccounts accounts, ILiveUpdates live, TimeProvider time)
    {
        (_accounts, _live) = (accounts, live);
        _clock = time.CreateTimer(_ => CheckAll(), null, Interval, Interval);
    }

    public void Dispose() => _clock.Dispose();

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.FindUserId() is not { } userId)
        {
            // The answer is for a script, which needs no page.
            if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }

            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest && context.Features.Get<IHttpExtendedConnectFeature>() is not { IsExtendedConnect: true })
        {
            await next(context);
            return;
        }

        var user = context.User;
        async Task CheckAsync()
        {
            if (!await _accounts.HoldsAsync(user, CancellationToken.None))
            {
                context.Abort();
            }
        }

        Func<Task> check = CheckAsync;
        using var updates = _live.Subscribe(LiveTopics.Account(userId), _ => check());
        _checks.TryAdd(check, true);
        try
        {
            await next(context);
        }
        finally
        {
            _checks.TryRemove(check, out _);
        }
    }

    private void CheckAll()
    {
        foreach (var (check, _) in _checks)
        {
            _ = CheckQuietlyAsync(check);
        }
    }

    // While the database is away nobody can be asked; the next round asks again.
    private static async Task CheckQuietlyAsync(Func<Task> check) =>
        await check().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

/// <summary>Puts the gate in front of Blazor's hub.</summary>
internal static class CircuitGateRegistration
{
    public static void UseCircuitGate(this WebApplication app)
    {
        var gate = app.Services.GetRequiredService<CircuitGate>();
        app.UseWebSockets();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase), circuits => circuits.Use(gate.InvokeAsync));
    }
}
