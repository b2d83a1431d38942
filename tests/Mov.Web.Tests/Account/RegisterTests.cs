using System.Net;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Storage;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.Account;

public sealed class RegisterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageMode.Embedded, UserRole.Organizer, "/organizer")]
    [InlineData(StorageMode.Embedded, UserRole.Participant, "/events")]
    [InlineData(StorageMode.Servers, UserRole.Participant, "/events")]
    public async Task Registering_creates_the_account_signs_in_and_leads_to_where_one_begins(StorageMode mode, UserRole role, string begin)
    {
        await using var site = MovSite.Start(mode, mode == StorageMode.Servers ? "Development" : "Test");
        var visitor = site.NewVisitor();
        var form = await visitor.OpenAsync("/account/register", Cancellation);

        var next = await visitor.PressAsync(
            form, "Create account", Cancellation,
            ("Email", "ada@example.org"), ("Password", MovSite.Password), ("First name", "Ada"), ("Last name", "Lind"),
            (role == UserRole.Organizer ? "Organize events" : "Take part in events", "yes"));

        Assert.Equal(begin, next.Path);
        var profile = await visitor.OpenAsync("/account/profile", Cancellation);
        Assert.Equal("Ada", profile.ValueOf("First name"));
        Assert.Contains("ada@example.org", profile.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field_and_nothing_typed_is_lost()
    {
        await using var site = MovSite.Start();
        var visitor = site.NewVisitor();
        var form = await visitor.OpenAsync("/account/register", Cancellation);

        var again = await visitor.PressAsync(
            form, "Create account", Cancellation, ("Email", "not an address"), ("Password", "short"), ("First name", "<b>Ada</b>"));

        Assert.Equal("/account/register", again.Path);
        Assert.NotNull(again.ErrorAt("Email"));
        Assert.NotNull(again.ErrorAt("Password"));
        Assert.NotNull(again.ErrorAt("Take part in events"));
        Assert.Null(again.ErrorAt("First name"));
        Assert.Equal("not an address", again.ValueOf("Email"));
        Assert.Equal("<b>Ada</b>", again.ValueOf("First name"));
        Assert.Equal("", again.ValueOf("Password"));
        Assert.Same(again.Document.QuerySelector("[aria-invalid=true]"), again.Document.QuerySelector("[autofocus]"));
    }

    [Fact]
    public async Task An_email_can_be_taken_once_whatever_its_case()
    {
        await using var site = MovSite.Start();
        await site.RegisterAsync(UserRole.Participant, Cancellation, email: "ada@example.org");
        var other = site.NewVisitor();

        var again = await other.PressAsync(
            await other.OpenAsync("/account/register", Cancellation), "Create account", Cancellation,
            ("Email", "ADA@example.org"), ("Password", MovSite.Password), ("Take part in events", "yes"));

        Assert.NotNull(again.ErrorAt("Email"));
    }

    [Fact]
    public async Task Nobody_registers_as_an_admin()
    {
        await using var site = MovSite.Start();
        var visitor = site.NewVisitor();
        var form = await visitor.OpenAsync("/account/register", Cancellation);
        var fields = form.Fill(form.FormOf("Create account"), [("Email", "eve@example.org"), ("Password", MovSite.Password)]);

        var answer = await visitor.PostAsync("/account/register", [.. fields, new("Input.Role", "Admin")], Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotNull(answer.ErrorAt("Organize events"));
    }

    [Fact]
    public async Task Too_many_registrations_are_held_back_with_429_and_nothing_typed_is_lost()
    {
        await using var site = MovSite.Start(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["RateLimits:RegistrationsPerMinute"] = "2" });
        var visitor = site.NewVisitor();
        var form = await visitor.OpenAsync("/account/register", Cancellation);
        (string, string)[] typed = [("Email", "flood@example.org"), ("Password", "short"), ("First name", "Flo")];
        await visitor.PressAsync(form, "Create account", Cancellation, typed);
        await visitor.PressAsync(form, "Create account", Cancellation, typed);

        var held = await visitor.PressAsync(form, "Create account", Cancellation, typed);

        Assert.Equal(HttpStatusCode.TooManyRequests, held.Status);
        Assert.Equal("60", held.Headers["Retry-After"]);
        Assert.Contains("too many tries", held.Text, StringComparison.Ordinal);
        Assert.Equal("flood@example.org", held.ValueOf("Email"));
        Assert.Equal("Flo", held.ValueOf("First name"));
    }
}
