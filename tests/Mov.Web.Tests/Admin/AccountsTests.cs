using System.Net;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Storage;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.Admin;

public sealed class AccountsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/admin/accounts")]
    [InlineData("/admin/accounts/1/deactivate")]
    [InlineData("/admin/accounts/1/reactivate")]
    public async Task Only_admins_open_the_accounts(string path)
    {
        await using var site = MovSite.Start();
        var organizer = await site.RegisterAsync(UserRole.Organizer, Cancellation);

        var forVisitor = await site.NewVisitor().GetAsync(path, Cancellation);
        var forOrganizer = await organizer.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, forVisitor.Status);
        Assert.Contains("/account/login?returnUrl=", forVisitor.Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, forOrganizer.Status);
        Assert.Equal("This is not yours to see", forOrganizer.Heading);
        Assert.False((await organizer.OpenAsync("/account/profile", Cancellation)).HasLink("Accounts"));
    }

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task An_account_is_deactivated_by_a_second_press_and_reactivated_likewise(StorageMode mode)
    {
        await using var site = MovSite.Start(mode, mode == StorageMode.Servers ? "Development" : "Test");
        var admin = await site.AdminAsync(Cancellation);
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation, "Ada", "ada@example.org");

        var asked = await admin.PressAsync(await FindAsync(admin, "Ada"), "Deactivate", Cancellation);
        Assert.EndsWith("/deactivate", asked.Path.Split('?')[0], StringComparison.Ordinal);
        Assert.Equal("Deactivate Ada?", asked.Heading);
        Assert.Equal("/account/profile", (await ada.OpenAsync("/account/profile", Cancellation)).Path);
        var done = await admin.PressAsync(asked.Within("main", "Ada"), "Deactivate", Cancellation);

        Assert.Contains("The account is deactivated", done.Text, StringComparison.Ordinal);
        Assert.StartsWith("/account/login", (await ada.OpenAsync("/account/profile", Cancellation)).Path, StringComparison.Ordinal);

        await admin.PressAsync((await admin.PressAsync(await FindAsync(admin, "Ada"), "Reactivate", Cancellation)).Within("main", "Ada"), "Reactivate", Cancellation);
        var (_, signedIn) = await site.SignInAsync(ada.Email, MovSite.Password, Cancellation);
        Assert.Equal("/", signedIn.Path);
    }

    [Fact]
    public async Task Nobody_deactivates_their_own_account()
    {
        await using var site = MovSite.Start();
        var admin = await site.AdminAsync(Cancellation);
        var own = await admin.OpenAsync("/admin/accounts", Cancellation);
        Assert.Contains("This is you", own.Text, StringComparison.Ordinal);

        var refused = await admin.PressAsync((await admin.OpenAsync("/admin/accounts/1/deactivate", Cancellation)).Within("main", "admin@example.org"), "Deactivate", Cancellation);

        Assert.Contains("your own account", refused.Text, StringComparison.Ordinal);
        Assert.Equal("/account/profile", (await admin.OpenAsync("/account/profile", Cancellation)).Path);
    }

    [Fact]
    public async Task Accounts_are_searched_and_paged_with_stable_links()
    {
        await using var site = MovSite.Start();
        var admin = await site.AdminAsync(Cancellation);
        var accounts = site.Get<IAccounts>();
        for (var number = 1; number <= 21; number++)
        {
            await accounts.RegisterAsync(new Registration($"crowd{number}@example.org", MovSite.Password, "Crowd", $"Nr{number}", UserRole.Participant), Cancellation);
        }

        var first = await admin.OpenAsync("/admin/accounts?q=CROWD", Cancellation);
        Assert.Contains("21 accounts", first.Text, StringComparison.Ordinal);
        var next = first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        var second = await admin.OpenAsync(next, Cancellation);

        Assert.Equal(20, first.Document.QuerySelectorAll("li.person").Length);
        Assert.Single(second.Document.QuerySelectorAll("li.person"));
        Assert.NotNull(second.Document.QuerySelector("a[rel=prev]"));
    }

    [Theory]
    [InlineData("/admin/accounts?q=%3Cscript%3Ealert(1)%3C/script%3E", HttpStatusCode.OK)]
    [InlineData("/admin/accounts?page=abc", HttpStatusCode.OK)]
    [InlineData("/admin/accounts?page=-3", HttpStatusCode.OK)]
    [InlineData("/admin/accounts?page=99999999999999", HttpStatusCode.OK)]
    [InlineData("/admin/accounts/424242/deactivate", HttpStatusCode.NotFound)]
    [InlineData("/admin/accounts/x/deactivate", HttpStatusCode.NotFound)]
    public async Task Odd_addresses_get_a_proper_answer(string path, HttpStatusCode expected)
    {
        await using var site = MovSite.Start();
        var admin = await site.AdminAsync(Cancellation);

        var page = await admin.OpenAsync(path, Cancellation);

        Assert.Equal(expected, page.Status);
        Assert.DoesNotContain("<script>alert", page.Source, StringComparison.Ordinal);
    }

    private static async Task<SitePage> FindAsync(Visitor admin, string name) =>
        (await admin.OpenAsync($"/admin/accounts?q={name}", Cancellation)).Within("li", name);
}
