using Ardalis.Result;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Tests;

public abstract class OwnAccountTests(StorageMode mode, Homes homes) : AuthTests(mode, homes)
{
    private const string NewPassword = "a wholly new one";

    [Fact]
    public async Task Names_are_changed_and_taken_away_and_open_pages_are_told()
    {
        var ada = await RegisteredAsync(firstName: "Ada", lastName: "Lovelace");
        var stamp = await StampOfAsync(ada);

        var changed = await Accounts.UpdateProfileAsync(ada.Id, new ProfileChange(" Augusta ", " "), Cancelled);

        Assert.Equal(ada with { FirstName = "Augusta", LastName = null }, changed.Value);
        Assert.True(await Accounts.IsSessionValidAsync(ada.Id, stamp, Cancelled));
        Assert.Equal(1, await TellsAsync(ada.Id, () => Accounts.UpdateProfileAsync(ada.Id, new ProfileChange(null, null), Cancelled)));
    }

    [Fact]
    public async Task A_change_is_dated()
    {
        var ada = await RegisteredAsync();
        App.Time.Advance(TimeSpan.FromHours(1));

        await Accounts.UpdateProfileAsync(ada.Id, new ProfileChange("Ada", null), Cancelled);

        Assert.StartsWith(
            App.Time.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            await ReadAsync($"SELECT CAST(updated_at AS TEXT) FROM users WHERE id = {ada.Id} AND updated_at > created_at"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_have_their_limits_and_an_account_must_exist()
    {
        var ada = await RegisteredAsync(firstName: "Ada");

        var refused = await Accounts.UpdateProfileAsync(ada.Id, new ProfileChange(new string('a', 101), "a\nb"), Cancelled);

        Assert.Equal(["FirstName", "LastName"], refused.ValidationErrors.Select(error => error.Identifier).Order(StringComparer.Ordinal));
        Assert.Equal(ada, await Directory.FindAsync(ada.Id, Cancelled));
        Assert.Equal(ResultStatus.NotFound, (await Accounts.UpdateProfileAsync(int.MaxValue, new ProfileChange("A", "B"), Cancelled)).Status);
        Assert.Equal(ResultStatus.NotFound, (await Accounts.ChangePasswordAsync(int.MaxValue, new PasswordChange(Password, NewPassword), Cancelled)).Status);
    }

    [Fact]
    public async Task A_new_password_ends_every_session_but_the_one_that_set_it()
    {
        var ada = await RegisteredAsync();
        var before = await StampOfAsync(ada);
        Result<string>? changed = null;
        Assert.True(await Accounts.IsSessionValidAsync(ada.Id, before, Cancelled));

        Assert.Equal(1, await TellsAsync(ada.Id, async () => changed = await Accounts.ChangePasswordAsync(ada.Id, new PasswordChange(Password, NewPassword), Cancelled)));

        Assert.False(await Accounts.IsSessionValidAsync(ada.Id, before, Cancelled));
        Assert.True(await Accounts.IsSessionValidAsync(ada.Id, changed!.Value, Cancelled));
        Assert.IsType<SignInCheck.Refused>(await SignInAsync(ada));
        Assert.Equal(changed.Value, await StampOfAsync(ada, NewPassword));
    }

    [Fact]
    public async Task The_current_password_must_be_right_and_guessing_it_locks_the_account()
    {
        var ada = await RegisteredAsync();
        for (var i = 0; i < 5; i++)
        {
            var refused = await Accounts.ChangePasswordAsync(ada.Id, new PasswordChange("not the password", NewPassword), Cancelled);
            Assert.Equal("CurrentPassword", Assert.Single(refused.ValidationErrors).Identifier);
        }

        Assert.False((await Accounts.ChangePasswordAsync(ada.Id, new PasswordChange(Password, NewPassword), Cancelled)).IsSuccess);
        Assert.IsType<SignInCheck.Refused>(await SignInAsync(ada));
    }

    [Fact]
    public async Task Both_passwords_are_checked_before_anything_is_tried()
    {
        var ada = await RegisteredAsync();

        var refused = await Accounts.ChangePasswordAsync(ada.Id, new PasswordChange("", "short"), Cancelled);

        Assert.Equal(["CurrentPassword", "NewPassword"], refused.ValidationErrors.Select(error => error.Identifier).Order(StringComparer.Ordinal));
    }
}

public sealed class OwnAccountOnSqlite(Homes homes) : OwnAccountTests(StorageMode.Embedded, homes);

public sealed class OwnAccountOnPostgres(Homes homes) : OwnAccountTests(StorageMode.Servers, homes);
