using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Mov.Benchmarks.Frame;

namespace Mov.Benchmarks.Pages;

/// <summary>A signed-in person: the session's cookies, and a client that sends them.</summary>
internal sealed record SignedIn(string Cookies, HttpClient Client);

/// <summary>How the benchmark uses the site.</summary>
internal static partial class Visiting
{
    private const string NoLimit = "1000000";

    /// <summary>What leads the pages to the databases of an app, with rate limits out of the way.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> SettingsOf(BenchmarkApp app) => app.Settings.Concat(
    [
        new("RateLimits:SignInsPerMinute", NoLimit),
        new("Auth:BcryptCost", Town.PasswordCost.ToString(CultureInfo.InvariantCulture)),
        new("Logging:LogLevel:Default", "Warning"),
        new("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information"),
    ]);

    /// <summary>Signs somebody of <see cref="Town"/> in through the form.</summary>
    public static async Task<SignedIn> SignInAsync(Uri site, string email)
    {
        var jar = new CookieContainer();
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = jar, AllowAutoRedirect = false }) { BaseAddress = site };
        var form = await client.GetStringAsync(new Uri("/account/login", UriKind.Relative));
        var main = form[form.IndexOf("<main", StringComparison.Ordinal)..];
        var fields = HiddenFields().Matches(main).ToDictionary(field => field.Groups["name"].Value, field => WebUtility.HtmlDecode(field.Groups["value"].Value), StringComparer.Ordinal);
        foreach (Match field in Inputs().Matches(main))
        {
            fields[field.Groups["name"].Value] = field.Value.Contains("password", StringComparison.OrdinalIgnoreCase) ? Town.Password : email;
        }

        using var answer = await client.PostAsync(new Uri("/account/login", UriKind.Relative), new FormUrlEncodedContent(fields));
        return answer.StatusCode == HttpStatusCode.Found || answer.StatusCode == HttpStatusCode.SeeOther
            ? new SignedIn(jar.GetCookieHeader(site), client)
            : throw new InvalidOperationException($"{email} was not let in: {answer.StatusCode}");
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)"[^>]*>""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HiddenFields();

    [GeneratedRegex("""<input(?=[^>]*type="(email|password|text)")[^>]*name="(?<name>[^"]+)"[^>]*>""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inputs();
}
