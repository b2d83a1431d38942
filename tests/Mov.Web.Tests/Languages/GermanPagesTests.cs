using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.Languages;

/// <summary>Every page, asked for in German: it says so, and none of its texts is left in English.</summary>
public sealed class GermanPagesTests
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(10);

    /// <summary>Texts that are the same in both languages, and what people wrote themselves.</summary>
    private static readonly HashSet<string> AsTheyAre = new(StringComparer.Ordinal) { "MOV", "UTC", "Deutsch", "English", "Workshop", "Festival", "Admin", "Name", "Status" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_walk_through_all_pages_finds_German_on_each()
    {
        await using var site = MovSite.Start();
        var organizer = await site.RegisterAsync(UserRole.Organizer, Cancellation, "Olga");
        var participant = await site.RegisterAsync(UserRole.Participant, Cancellation, "Paul");
        var admin = await site.AdminAsync(Cancellation);
        var (published, planned) = await HoldEventsAsync(site);
        var english = EnglishTexts();

        List<(Visitor? Who, string Path)> walk =
        [
            .. new[] { "/", "/events", "/events?q=zzz", "/events?from=x", "/events?page=99", $"/events/{published}", "/events/999", "/account/login", "/account/register", "/account/forgot", "/account/reset" }
                .Select(path => ((Visitor?)null, path)),
            .. new[] { $"/events/{published}", $"/events/{published}/cancel-enrollment", "/my/events", $"/my/events?history={published}", "/notifications", "/account/profile", "/account/logout" }
                .Select(path => ((Visitor?)participant, path)),
            .. new[]
            {
                "/organizer", "/organizer/events/new", $"/organizer/events/{published}", $"/organizer/events/{published}?tab=waitlist", $"/organizer/events/{published}/edit",
                $"/organizer/events/{published}/start", $"/organizer/events/{published}/cancel", $"/organizer/events/{planned}/delete", $"/events/{planned}", "/notifications",
            }.Select(path => ((Visitor?)organizer, path)),
            .. new[] { "/admin/accounts", "/admin/accounts?q=zzz", "/admin/accounts/2/deactivate" }.Select(path => ((Visitor?)admin, path)),
        ];
        List<string> left = [];
        foreach (var (who, path) in walk)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Accept-Language", "de");
            var page = await (who ?? site.NewVisitor()).SendAsync(request, Cancellation);
            Assert.Equal("de", page.Document.DocumentElement.GetAttribute("lang"));
            left.AddRange(TextsOf(page).Where(text => english.Contains(text) && !AsTheyAre.Contains(text)).Select(text => $"{path}: {text}"));
        }

        Assert.Equal([], left);
    }

    /// <summary>The English texts that have another German one.</summary>
    private static HashSet<string> EnglishTexts() =>
        [.. TextsTests.German(Path.Combine("Mov.Web", "Texts.de.resx")).Where(entry => entry.Key != entry.Value).Select(entry => entry.Key)];

    private static IEnumerable<string> TextsOf(SitePage page) =>
        page.Document.DocumentElement.GetDescendants().SelectMany(node => node switch
        {
            IText { ParentElement.LocalName: not ("script" or "style") } text => [text.Data.Trim()],
            IElement element => new[] { "aria-label", "title", "placeholder", "alt" }.Select(name => element.GetAttribute(name) ?? ""),
            _ => [],
        });

    private static async Task<(int Published, int Planned)> HoldEventsAsync(MovSite site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var management = scope.ServiceProvider.GetRequiredService<IEventManagement>();
        var begin = TimeProvider.System.GetUtcNow().UtcDateTime.Date + Ahead;
        var draft = new EventDraft("Winterschwimmen", null, "sports", begin, begin.AddHours(2), "Europe/Berlin", "Am See", 1);
        var published = (await management.CreateAsync(1, draft, Cancellation)).Value.Id;
        await management.ChangeStatusAsync(1, published, EventStatus.Published, Cancellation);
        var planned = (await management.CreateAsync(1, draft, Cancellation)).Value.Id;
        await site.DrainAsync(Cancellation);
        await scope.ServiceProvider.GetRequiredService<IEnrollments>().EnrollAsync(published, 2, Cancellation);
        await site.DrainAsync(Cancellation);
        return (published, planned);
    }
}
