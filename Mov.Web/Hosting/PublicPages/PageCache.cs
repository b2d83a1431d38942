using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Mov.Web.Hosting.Languages;

namespace Mov.Web.Hosting.PublicPages;

/// <summary>Answers visitors without a session from memory. What is not there yet is rendered once, however many ask for it at the same time.</summary>
internal sealed class PageCache(PageStore store, PageGenerations generations, FirstPaint firstPaint)
{
    private static readonly string[] OnlyOfThisRequest = [HeaderNames.AcceptEncoding, HeaderNames.IfNoneMatch, HeaderNames.IfModifiedSince, HeaderNames.Range, HeaderNames.Cookie, HeaderNames.AcceptLanguage];

    // A page of 40 kB that grows a stream of its own goes through 128 kB of arrays.
    private static readonly ObjectPool<MemoryStream> Bodies = new DefaultObjectPool<MemoryStream>(new BodyPolicy());

    private readonly ConcurrentDictionary<(PageKey Key, long Generation), Task<StoredPage?>> _underWay = new();

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (PublicAddress.Of(context.Request) is not { } address)
        {
            return next(context);
        }

        var key = PageKey.Of(address, context.Request, PageLanguage.Of(context.Request));
        var generation = generations.Of(address.EventId);
        if (!store.TryFind(key, generation, out var page))
        {
            return RenderOnceAsync(context, next, key, generation);
        }

        page.AskAgain();
        return page.SendAsync(context);
    }

    private async Task RenderOnceAsync(HttpContext context, RequestDelegate next, PageKey key, long generation)
    {
        while (true)
        {
            var mine = new TaskCompletionSource<StoredPage?>(TaskCreationOptions.RunContinuationsAsynchronously);
            var underWay = _underWay.GetOrAdd((key, generation), mine.Task);
            if (underWay == mine.Task)
            {
                await RenderForAllAsync(context, next, key, generation, mine);
                return;
            }

            try
            {
                if (await underWay.WaitAsync(context.RequestAborted) is { } page)
                {
                    page.AskAgain();
                    await page.SendAsync(context);
                    return;
                }
            }
            catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
            {
                // Whoever rendered it has left in the middle; somebody else does it.
                continue;
            }

            // Not found, or an error: each gets an answer of their own.
            await RenderAsync(context, next, key, generation);
            return;
        }
    }

    private async Task RenderForAllAsync(HttpContext context, RequestDelegate next, PageKey key, long generation, TaskCompletionSource<StoredPage?> all)
    {
        StoredPage? page = null;
        try
        {
            page = await RenderAsync(context, next, key, generation);
        }
        finally
        {
            _underWay.TryRemove(KeyValuePair.Create((key, generation), all.Task));
            if (page is null && context.RequestAborted.IsCancellationRequested)
            {
                all.TrySetCanceled(CancellationToken.None);
            }
            else
            {
                all.TrySetResult(page);
            }
        }
    }

    /// <summary>Renders into memory, answers, and says what others may get of it.</summary>
    private async Task<StoredPage?> RenderAsync(HttpContext context, RequestDelegate next, PageKey key, long generation)
    {
        var answer = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = Bodies.Get();
        var replaced = new ReplacedRequest(context.Request, key);
        var capture = new StreamResponseBodyFeature(body);
        context.Features.Set<IHttpResponseBodyFeature>(capture);
        try
        {
            await next(context);
            await capture.CompleteAsync();
        }
        finally
        {
            context.Features.Set(answer);
            replaced.PutBack();
        }

        var rendered = body.GetBuffer().AsMemory(0, (int)body.Length);
        StoredPage? page = null;
        if (IsForAll(context))
        {
            (page, var first) = StoredPage.Of(context.Response, rendered, key, firstPaint);
            if (generations.Of(key.Address.EventId) == generation)
            {
                store.Keep(key, generation, page);
            }

            await page.SendAsync(context, first);
        }
        else
        {
            await SendOwnAsync(context, rendered, key.Encoding);
        }

        // Only here: what ended otherwise might still be written to.
        Bodies.Return(body);
        return page;
    }

    private static bool IsForAll(HttpContext context) =>
        context.Response is { StatusCode: StatusCodes.Status200OK, HasStarted: false }
        && context.Response.Headers.SetCookie.Count == 0
        && context.User.Identity?.IsAuthenticated != true
        && !context.Response.Headers.CacheControl.ToString().Contains("private", StringComparison.OrdinalIgnoreCase);

    private static async Task SendOwnAsync(HttpContext context, ReadOnlyMemory<byte> rendered, PageEncoding encoding)
    {
        if (rendered.IsEmpty)
        {
            return;
        }

        var packed = StoredPage.Pack(rendered, encoding);
        var headers = context.Response.Headers;
        if (encoding != PageEncoding.None)
        {
            headers.ContentEncoding = encoding == PageEncoding.Brotli ? "br" : "gzip";
        }

        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        context.Response.ContentLength = packed.Length;
        await context.Response.BodyWriter.WriteAsync(packed, context.RequestAborted);
    }

    /// <summary>While a page is made for everyone, the request says nothing that is of this one visitor; of the language, what the answer is stored under.</summary>
    private sealed class ReplacedRequest
    {
        private readonly HttpRequest _request;
        private readonly QueryString _query;
        private readonly KeyValuePair<string, StringValues>[] _headers;

        public ReplacedRequest(HttpRequest request, PageKey key)
        {
            _request = request;
            _query = request.QueryString;
            _headers = [.. OnlyOfThisRequest.Select(name => KeyValuePair.Create(name, request.Headers[name]))];
            foreach (var name in OnlyOfThisRequest)
            {
                request.Headers.Remove(name);
            }

            request.Headers.AcceptLanguage = key.Language;
            request.QueryString = new QueryString(key.Address.Query);
        }

        public void PutBack()
        {
            _request.QueryString = _query;
            foreach (var (name, value) in _headers)
            {
                _request.Headers[name] = value;
            }
        }
    }

    private sealed class BodyPolicy : PooledObjectPolicy<MemoryStream>
    {
        private const int Kept = 1024 * 1024;

        public override MemoryStream Create() => new();

        public override bool Return(MemoryStream body)
        {
            body.SetLength(0);
            return body.Capacity <= Kept;
        }
    }
}
