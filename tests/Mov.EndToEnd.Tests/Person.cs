using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Mov.EndToEnd.Tests;

/// <summary>Somebody at a browser: what they see is the page, what they do goes by the names that everyone goes by (design, "Outside surface").</summary>
public sealed class Person : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly IBrowserContext _context;
    private readonly bool _withScript;
    private readonly string _address;

    private Person(IBrowserContext context, IPage page, bool withScript, string address)
    {
        (_context, Page, _withScript, _address) = (context, page, withScript, address);
        page.PageError += (_, error) => Errors.Add(error);
        page.Response += (_, response) =>
        {
            if (response.Status >= 500)
            {
                Errors.Add($"{response.Status} {response.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Script errors and failed answers of the server so far.</summary>
    public List<string> Errors { get; } = [];

    public static Task<Person> ArriveAsync(IBrowser browser, MovServer site, bool withScript = true, int width = 1280, ColorScheme theme = ColorScheme.Light, string language = "en-GB") =>
        ArriveAsync(browser, site.Address, withScript, width, theme, language);

    public static async Task<Person> ArriveAsync(IBrowser browser, string address, bool withScript = true, int width = 1280, ColorScheme theme = ColorScheme.Light, string language = "en-GB")
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address,
            JavaScriptEnabled = withScript,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = theme,
            Locale = language,
            TimezoneId = "Europe/Berlin",
        });
        context.SetDefaultTimeout(30_000);
        return new Person(context, await context.NewPageAsync(), withScript, address);
    }

    public Task GoAsync(string path) => Page.GotoAsync(path);

    public async Task RegisterAsync(string email, string first, string last, bool organizes)
    {
        await GoAsync("/account/register");
        await FillAsync("First name", first);
        await FillAsync("Last name", last);
        await FillAsync("Email", email);
        await FillAsync("Password", Password);
        await Page.GetByLabel(organizes ? "Organize events" : "Take part in events").CheckAsync();
        await PressAsync("Create account", within: "main");
        await SeeSignedInAsync();
    }

    public async Task SignInAsync(string email, string password = Password)
    {
        await GoAsync("/account/login");
        await FillAsync("Email", email);
        await FillAsync("Password", password);
        await PressAsync("Sign in", within: "main");
        await SeeSignedInAsync();
    }

    public async Task SignOutAsync()
    {
        await Page.Locator("details.menu summary").ClickAsync();
        await PressAsync("Sign out");
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).First).ToBeVisibleAsync();
    }

    public async Task CreateEventAsync(string title, int seats)
    {
        await GoAsync("/organizer/events/new");
        await FillAsync("Title", title);
        await FillAsync("Description", "Two hours, **one starter**, no mystery.");
        await Page.GetByLabel("Category", new() { Exact = true }).SelectOptionAsync("workshop");
        await FillAsync("Date and time", "2031-05-10T10:00");
        await FillAsync("Ends", "2031-05-10T12:00");
        await Page.GetByLabel("Time zone", new() { Exact = true }).SelectOptionAsync("Europe/Berlin");
        await FillAsync("Location", "Community kitchen");
        await FillAsync("Maximum participants", $"{seats}");
        await PressAsync("Create event", within: "main");
        await Page.WaitForURLAsync(address => int.TryParse(new Uri(address).Segments[^1], out _));
    }

    public Task FillAsync(string label, string text) => Page.GetByLabel(label, new() { Exact = true }).FillAsync(text);

    public async Task PressAsync(string name, string? within = null)
    {
        var place = within is null ? Page.Locator("body") : Page.Locator(within);
        await place.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).Filter(new() { Visible = true }).First.ClickAsync();
    }

    /// <summary>Presses, and presses the button of the same name once more where the site asks: in a dialog, or without JavaScript on a page of its own.</summary>
    public async Task PressTwiceAsync(string name)
    {
        var before = Page.Url;
        await PressAsync(name);
        if (_withScript)
        {
            await Page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
        }
        else
        {
            await Assertions.Expect(Page).Not.ToHaveURLAsync(before);
            await PressAsync(name, within: "main");
        }
    }

    public Task SeeAsync(string text) => Assertions.Expect(Page.Locator("main").GetByText(text).First).ToBeVisibleAsync(new() { Timeout = 30_000 });

    public Task SeeStatusAsync(string status) =>
        Assertions.Expect(Page.Locator("main .badge").GetByText(status, new() { Exact = true }).First).ToBeVisibleAsync(new() { Timeout = 30_000 });

    public Task SeeNothingOfAsync(string text) => Assertions.Expect(Page.Locator("main").GetByText(text)).ToHaveCountAsync(0);

    public Task SeePageAsync(string path) => Assertions.Expect(Page).ToHaveURLAsync(new Regex("^" + Regex.Escape(_address + path) + "(\\?.*)?(#.*)?$", RegexOptions.None, TimeSpan.FromSeconds(1)));

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private Task SeeSignedInAsync() => Assertions.Expect(Page.Locator("details.menu summary")).ToBeVisibleAsync();
}
