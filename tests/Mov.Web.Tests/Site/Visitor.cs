using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;

namespace Mov.Web.Tests.Site;

/// <summary>Somebody with a browser that keeps cookies, follows redirects and fills forms by their labels.</summary>
public sealed class Visitor
{
    private readonly HttpClient _browser;

    internal Visitor(WebApplicationFactory<Program> site)
    {
        _browser = site.CreateDefaultClient(new Uri("http://localhost"), new CookieContainerHandler(Cookies));
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>The address somebody registered or signed in with.</summary>
    public string Email { get; set; } = "";

    /// <summary>Opens a page and follows redirects.</summary>
    public async Task<SitePage> OpenAsync(string path, CancellationToken cancellationToken) =>
        await FollowAsync(await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken), cancellationToken);

    /// <summary>Asks for one answer and does not follow it.</summary>
    public async Task<SitePage> GetAsync(string path, CancellationToken cancellationToken) =>
        await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    /// <summary>Sends exactly these fields.</summary>
    public async Task<SitePage> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellationToken) =>
        await SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) }, cancellationToken);

    /// <summary>Fills the form around a button by its labels, presses the button, and follows where that leads. Of several buttons of that name the first
    /// outside a dialog is pressed, within <see cref="SitePage.Within"/> where that narrows the page.</summary>
    public async Task<SitePage> PressAsync(SitePage page, string button, CancellationToken cancellationToken, params (string Field, string Value)[] typed)
    {
        var form = page.FormOf(button);
        var path = form.GetAttribute("action") is { Length: > 0 } action ? action : page.Path;
        var fields = page.Fill(form, typed);
        fields.AddRange(page.ValueOfButton(button));
        if (string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase))
        {
            return await FollowAsync(await PostAsync(path, fields, cancellationToken), cancellationToken);
        }

        // Pressing a button of a form that only asks replaces the query, as browsers do.
        var query = await new FormUrlEncodedContent(fields).ReadAsStringAsync(cancellationToken);
        return await OpenAsync(query.Length > 0 ? path.Split('?')[0] + "?" + query : QueryKept(path, form), cancellationToken);
    }

    private static string QueryKept(string path, IHtmlFormElement form) => form.Elements.Any() ? path.Split('?')[0] : path;

    private async Task<SitePage> FollowAsync(SitePage page, CancellationToken cancellationToken)
    {
        for (var hops = 0; page.Location is { } location && hops < 8; hops++)
        {
            page = await SendAsync(new HttpRequestMessage(HttpMethod.Get, location), cancellationToken);
        }

        return page;
    }

    /// <summary>Sends a request as it is.</summary>
    public async Task<SitePage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await _browser.SendAsync(request, cancellationToken);
        return await SitePage.ReadAsync(response, cancellationToken);
    }
}
