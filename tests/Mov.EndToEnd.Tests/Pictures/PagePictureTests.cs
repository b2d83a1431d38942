using Microsoft.Playwright;
using Mov.Modules.Shared.Storage;

namespace Mov.EndToEnd.Tests.Pictures;

/// <summary>Pictures of every page in the demo's states: <c>./test.sh screenshots</c> writes them to <c>screenshots/</c>.</summary>
[Trait("Category", "Screenshots")]
public sealed class PagePictureTests(RealBrowser chromium)
{
    private static readonly (string? Email, (string Name, string Path)[] Pages)[] Walk =
    [
        (null,
        [
            ("browse", "/"), ("browse-empty", "/events?q=nothing-like-this"), ("browse-filtered", "/events?category=workshop"), ("browse-wrong", "/events?from=yesterday"),
            ("month", $"/events?month={DateTime.UtcNow.AddDays(12):yyyy-MM}"), ("month-empty", "/events?month=2031-01"),
            ("event", "/events/1"), ("event-full", "/events/2"), ("event-canceled", "/events/12"), ("event-completed", "/events/13"), ("event-running", "/events/11"),
            ("login", "/account/login"), ("register", "/account/register"), ("forgot", "/account/forgot"), ("reset", "/account/reset?user=1&token=wrong"), ("not-found", "/nowhere"),
            ("error", "/status/500"), ("away", "/status/503"),
            ("unsubscribe-wrong", "/notifications/unsubscribe?token=x"),
        ]),
        ("participant@mov.example",
        [
            ("participant-event", "/events/1"), ("participant-event-waiting", "/events/2"), ("participant-event-running", "/events/11"), ("participant-leave", "/events/2/leave-waitlist"),
            ("my-events", "/my/events"), ("my-events-history", "/my/events?history=2"), ("notifications", "/notifications"), ("notification-settings", "/notifications/settings"),
            ("profile", "/account/profile"), ("forbidden", "/organizer"),
        ]),
        ("organizer@mov.example",
        [
            ("organizer", "/organizer"), ("organizer-new", "/organizer/events/new"), ("organizer-manage", "/organizer/events/2"), ("organizer-waitlist", "/organizer/events/2?tab=waitlist"),
            ("organizer-planning", "/organizer/events/9"), ("organizer-edit", "/organizer/events/2/edit"), ("organizer-cancel", "/organizer/events/2/cancel"),
            ("organizer-nobody-found", "/organizer/events/2?q=zzz"), ("organizer-notifications", "/notifications"),
        ]),
        ("admin@mov.example", [("admin-accounts", "/admin/accounts"), ("admin-search", "/admin/accounts?q=olga"), ("admin-nobody-found", "/admin/accounts?q=zzz")]),
    ];

    private static readonly int[] Widths = [Album.Phone, 768, Album.Desktop];

    private readonly Album _album = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Every_page_has_its_pictures() => TakeAllAsync("en-GB", "", Widths, [ColorScheme.Light, ColorScheme.Dark]);

    [Fact]
    public Task Every_page_has_its_pictures_in_German() => TakeAllAsync("de-DE", "-german", [Album.Phone, Album.Desktop], [ColorScheme.Light]);

    [Fact]
    public async Task Menus_dialogs_and_forms_with_errors_have_their_pictures()
    {
        int[] widths = [Album.Phone, Album.Desktop];
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, Token, demo: true);
        await using var visitor = await Person.ArriveAsync(chromium.Browser, site);
        await visitor.GoAsync("/account/register");
        await visitor.FillAsync("Email", "not an address");
        await visitor.FillAsync("Password", "short");
        await visitor.PressAsync("Create account", within: "main");
        await Assertions.Expect(visitor.Page.Locator("[aria-invalid=true]").First).ToBeVisibleAsync();
        await _album.TakeAsync(visitor.Page, "register-errors", widths);

        await using var organizer = await Person.ArriveAsync(chromium.Browser, site);
        await Album.SignInAsync(organizer, "organizer@mov.example");
        await organizer.GoAsync("/organizer/events/new");
        await organizer.FillAsync("Title", new string('x', 210));
        await organizer.FillAsync("Maximum participants", "0");
        await organizer.PressAsync("Create event", within: "main");
        await Assertions.Expect(organizer.Page.Locator("[aria-invalid=true]").First).ToBeVisibleAsync();
        await _album.TakeAsync(organizer.Page, "organizer-new-errors", widths);
        await organizer.GoAsync("/organizer/events/2");
        await organizer.PressAsync("Cancel event");
        await Assertions.Expect(organizer.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await _album.TakeAsync(organizer.Page, "dialog", widths, whole: false);
        await organizer.GoAsync("/organizer");
        await organizer.Page.Locator("details.menu summary").ClickAsync();
        await _album.TakeAsync(organizer.Page, "menu", widths, whole: false);
    }

    [Fact]
    public async Task Paper_mails_and_a_lost_connection_have_their_pictures()
    {
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, Token, demo: true);
        await using var participant = await Person.ArriveAsync(chromium.Browser, site);
        await Album.SignInAsync(participant, "participant@mov.example");
        await participant.GoAsync("/account/forgot");
        await participant.FillAsync("Email", "participant@mov.example");
        await participant.PressAsync("Send link", within: "main");
        await LookAtMailsAsync(site);

        foreach (var (name, path) in new[] { ("print-event", "/events/3"), ("print-my-events", "/my/events"), ("print-browse", "/events") })
        {
            await participant.GoAsync(path);
            await participant.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await participant.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print, ColorScheme = ColorScheme.Dark });
            await participant.Page.SetViewportSizeAsync(794, 1123);
            await participant.Page.ScreenshotAsync(new PageScreenshotOptions { Path = _album.PathOf(name), FullPage = true });
            await participant.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        }

        await participant.GoAsync("/events/3");
        await Assertions.Expect(participant.Page.Locator("#room[data-live]")).ToBeVisibleAsync();
        await site.KillAsync();
        await Assertions.Expect(participant.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await _album.TakeAsync(participant.Page, "reconnecting", [Album.Phone, Album.Desktop], whole: false);
    }

    private async Task TakeAllAsync(string language, string suffix, int[] widths, ColorScheme[] themes)
    {
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, Token, demo: true);
        foreach (var (email, pages) in Walk)
        {
            await using var person = await Person.ArriveAsync(chromium.Browser, site, language: language);
            if (email is not null)
                await Album.SignInAsync(person, email);
            foreach (var (name, path) in pages)
            {
                await person.GoAsync(path);
                await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                await _album.TakeAsync(person.Page, name + suffix, widths, themes);
            }
        }
    }

    private async Task LookAtMailsAsync(MovServer site)
    {
        string[] kinds = ["Sourdough", "Three cellos", "Board games", "password"];
        await Mov.Testing.Eventually.PassesAsync(
            _ =>
            {
                var subjects = Mails(site).Select(mail => mail.Subject).ToList();
                Assert.All(kinds, kind => Assert.Contains(subjects, subject => subject.Contains(kind, StringComparison.Ordinal)));
                return Task.CompletedTask;
            },
            Token);
        await using var reader = await Person.ArriveAsync(chromium.Browser, site);
        foreach (var kind in kinds)
        {
            await reader.Page.SetContentAsync(Mails(site).First(mail => mail.Subject.Contains(kind, StringComparison.Ordinal)).Html);
            await _album.TakeAsync(reader.Page, "mail-" + kind.ToLowerInvariant().Replace(' ', '-'), [Album.Phone, Album.Desktop]);
        }
    }

    private static List<(string Subject, string Html)> Mails(MovServer site) =>
        [.. Directory.GetFiles(Path.Combine(site.Home.Folder, "mail"), "*.eml").Order(StringComparer.Ordinal).Select(file => MimeKit.MimeMessage.Load(file))
            .Select(mail => (mail.Subject ?? "", mail.HtmlBody ?? $"<pre>{System.Net.WebUtility.HtmlEncode(mail.TextBody)}</pre>"))];
}
