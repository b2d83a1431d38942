using Mov.Modules.Auth.Contracts;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.Account;

public sealed class ProfileTests
{
    private const string NewPassword = "some louder words";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_name_is_saved_and_greets_at_once()
    {
        await using var site = MovSite.Start();
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation);

        var saved = await ada.PressAsync(
            await ada.OpenAsync("/account/profile", Cancellation), "Save changes", Cancellation, ("First name", "Zoë"), ("Last name", "O'Hara"));

        Assert.Contains("Your profile is saved.", saved.Text, StringComparison.Ordinal);
        Assert.Equal("Zoë", saved.ValueOf("First name"));
        Assert.Equal("Account: Zoë O'Hara", saved.Document.QuerySelector("summary .visually-hidden")!.TextContent);
    }

    [Fact]
    public async Task A_name_that_is_too_long_stays_in_its_field_with_an_error()
    {
        await using var site = MovSite.Start();
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation);
        var tooLong = new string('a', 101);

        var again = await ada.PressAsync(await ada.OpenAsync("/account/profile", Cancellation), "Save changes", Cancellation, ("First name", tooLong));

        Assert.NotNull(again.ErrorAt("First name"));
        Assert.Equal(tooLong, again.ValueOf("First name"));
    }

    [Fact]
    public async Task Changing_the_password_keeps_this_session_and_ends_the_others()
    {
        await using var site = MovSite.Start();
        var here = await site.RegisterAsync(UserRole.Participant, Cancellation);
        var (elsewhere, _) = await site.SignInAsync(here.Email, MovSite.Password, Cancellation);

        var changed = await here.PressAsync(
            await here.OpenAsync("/account/profile", Cancellation), "Change password", Cancellation,
            ("Current password", MovSite.Password), ("New password", NewPassword));

        Assert.Contains("Your password is changed", changed.Text, StringComparison.Ordinal);
        Assert.Equal("/account/profile", (await here.OpenAsync("/account/profile", Cancellation)).Path);
        Assert.StartsWith("/account/login", (await elsewhere.OpenAsync("/account/profile", Cancellation)).Path, StringComparison.Ordinal);
        var (_, signedIn) = await site.SignInAsync(here.Email, NewPassword, Cancellation);
        Assert.Equal("/", signedIn.Path);
    }

    [Fact]
    public async Task A_wrong_current_password_changes_nothing()
    {
        await using var site = MovSite.Start();
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation);

        var again = await ada.PressAsync(
            await ada.OpenAsync("/account/profile", Cancellation), "Change password", Cancellation,
            ("Current password", "not the password"), ("New password", NewPassword));

        Assert.NotNull(again.ErrorAt("Current password"));
        var (_, signedIn) = await site.SignInAsync(ada.Email, MovSite.Password, Cancellation);
        Assert.Equal("/", signedIn.Path);
    }
}
