using System.Net;
using System.Text.RegularExpressions;

namespace Mov.Benchmarks.Enroll;

/// <summary>A person at the pages, without JavaScript: keeps cookies and the token of the last page's forms.</summary>
internal sealed partial class Visitor(HttpClient client, string email)
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private string _token = "";

    public async Task SignInAsync(string password)
    {
        await OpenAsync("/account/login");
        if (await PostAsync("/account/login", "login", ("Input.Email", email), ("Input.Password", password)) is var status and not (302 or 303))
        {
            throw new InvalidOperationException($"{email} could not sign in: {status}");
        }
    }

    public async Task OpenAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = await SendAsync(request);
        var page = await answer.Content.ReadAsStringAsync();
        var token = Token().Match(page);
        if (answer.StatusCode != HttpStatusCode.OK || !token.Success)
        {
            throw new InvalidOperationException($"{path} has no form for {email}: {(int)answer.StatusCode}");
        }

        _token = token.Groups["token"].Value;
    }

    /// <summary>Posts a form of the page; a redirect is not followed.</summary>
    /// <returns>The status of the answer.</returns>
    public async Task<int> PostAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(
            [
                new("_handler", form), new("__RequestVerificationToken", _token),
                .. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)),
            ]),
        };
        using var answer = await SendAsync(request);
        await answer.Content.CopyToAsync(Stream.Null);
        return (int)answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (_cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        var answer = await client.SendAsync(request);
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            var pair = set.Split(';')[0].Split('=', 2);
            _cookies[pair[0]] = pair[1];
        }

        return answer;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Token();
}
