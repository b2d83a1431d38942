using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Net.Http.Headers;
using Mov.Modules.Events.Contracts;
using Mov.Web.Hosting.Sessions;

namespace Mov.Web.Covers;

/// <summary>The covers as files of their own.</summary>
internal static class CoverEndpoints
{
    private const int DayInSeconds = 86_400;

    /// <summary>Maps <c>/events/{id}/cover.svg</c> and <c>/events/{id}/cover.png</c>.</summary>
    public static IEndpointRouteBuilder MapCovers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/events/{id:int}/cover.svg", (int id, HttpContext http, IEventCatalog catalog) =>
            AnswerAsync(id, http, catalog, "image/svg+xml", meeting => ValueTask.FromResult(Encoding.UTF8.GetBytes(CoverSvg.Document(DrawingOf(meeting))))));
        routes.MapGet("/events/{id:int}/cover.png", (int id, HttpContext http, IEventCatalog catalog, CoverStore store) =>
            AnswerAsync(id, http, catalog, "image/png", meeting => store.FindAsync(meeting, http.RequestAborted)));
        return routes;
    }

    internal static CoverDrawing DrawingOf(EventDetails meeting) => CoverDrawing.Of(meeting.Id, meeting.Category, meeting.Title);

    internal static string VersionOf(EventDetails meeting) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"1\n{meeting.Id}\n{meeting.Category}\n{meeting.Title}")))[..8]);

    private static async Task<IResult> AnswerAsync(int id, HttpContext http, IEventCatalog catalog, string type, Func<EventDetails, ValueTask<byte[]>> draw)
    {
        var found = await catalog.GetAsync(id, http.User.FindUserId(), http.RequestAborted);
        if (!found.IsSuccess)
            return Results.NotFound();
        // What only its organizer sees is kept by no cache on the way.
        http.Response.Headers.CacheControl = found.Value.Status == EventStatus.Planning
            ? "private, no-cache"
            : string.Create(CultureInfo.InvariantCulture, $"public, max-age={DayInSeconds}");
        var tag = new EntityTagHeaderValue($"\"{VersionOf(found.Value)}\"");
        return Results.Bytes(await draw(found.Value), type, entityTag: tag);
    }
}

/// <summary>Painted covers of late, so that a link shared widely is painted once: by one instance, where several share a cache.</summary>
internal sealed class CoverStore(HybridCache shared) : IDisposable
{
    private const int KeptBytes = 32 * 1024 * 1024;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    // What this instance keeps has a bound of its own.
    private static readonly HybridCacheEntryOptions Shared = new() { Expiration = TimeSpan.FromDays(1), Flags = HybridCacheEntryFlags.DisableLocalCache };

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = KeptBytes });

    /// <summary>The PNG of an event's cover.</summary>
    public async ValueTask<byte[]> FindAsync(EventDetails meeting, CancellationToken cancellationToken)
    {
        var key = CoverEndpoints.VersionOf(meeting);
        if (_cache.TryGetValue(key, out byte[]? kept) && kept is not null)
            return kept;
        var painted = await shared.GetOrCreateAsync(
            $"cover:{key}", meeting, (drawn, _) => ValueTask.FromResult(CoverPng.Paint(CoverEndpoints.DrawingOf(drawn))), Shared, cancellationToken: cancellationToken);
        return _cache.Set(key, painted, new MemoryCacheEntryOptions { Size = painted.Length, SlidingExpiration = Kept });
    }

    public void Dispose() => _cache.Dispose();
}
