using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Tests;

public abstract class SigningInTests(StorageMode mode, Homes homes) : AuthTests(mode, homes)
{
    [Fact]
    public async Task Unknown_wrong_and_unstorable_are_answered_the_same()
    {
        var ada = await RegisteredAsync();

        Assert.Equal(new SignInCheck.Refused(), await SignInAsync(ada, "not the password"));
        Assert.Equal(new SignInCheck.Refused(), await SignInAsync(ada, ""));
        Assert.Equal(new SignInCheck.Refused(), await SignInAsync(ada, "\ud800 half a character"));
        Assert.Equal(new SignInCheck.Refused(), await SignInAsync(ada, new string('x', 1_000_000)));
        Assert.Equal(new SignInCheck.Refused(), await Accounts.CheckSignInAsync(NewEmail(), Password, Cancelled));
        Assert.Equal(new SignInCheck.Refused(), await Accounts.CheckSignInAsync("", "", Cancelled));
        Assert.Equal(new SignInCheck.Refused(), await Accounts.CheckSignInAsync("a\0b", Password, Cancelled));
        Assert.Equal(new SignInCheck.Refused(), await Accounts.CheckSignInAsync("\udc00", Password, Cancelled));
        Assert.Equal(new SignInCheck.Refused(), await Accounts.CheckSignInAsync(new string('x', 1_000_000), Password, Cancelled));
    }

    [Fact]
    public async Task Five_failures_lock_the_account_for_a_quarter_of_an_hour_even_for_the_right_password()
    {
        var ada = await RegisteredAsync();
        await FailAsync(ada, times: 5);

        Assert.IsType<SignInCheck.Refused>(await SignInAsync(ada));
        App.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.IsType<SignInCheck.Refused>(await SignInAsync(ada));
        App.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(ada));
    }

    [Fact]
    public async Task Four_failures_are_forgiven_by_the_right_password()
    {
        var ada = await RegisteredAsync();
        await FailAsync(ada, times: 4);
        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(ada));
        await FailAsync(ada, times: 4);

        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(ada));
    }

    [Fact]
    public async Task Failures_while_locked_do_not_prolong_the_lock_and_counting_starts_anew_after_it()
    {
        var ada = await RegisteredAsync();
        await FailAsync(ada, times: 5);
        App.Time.Advance(TimeSpan.FromMinutes(10));
        await FailAsync(ada, times: 5);
        App.Time.Advance(TimeSpan.FromMinutes(5));
        await FailAsync(ada, times: 4);

        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(ada));
    }

    [Fact]
    public async Task Guessing_many_at_once_does_not_get_around_the_lock()
    {
        var ada = await RegisteredAsync();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => SignInAsync(ada, $"guess number {i}")));

        Assert.IsType<SignInCheck.Refused>(await SignInAsync(ada));
    }

    [Fact]
    public async Task Many_right_sign_ins_at_once_all_come_in()
    {
        var ada = await RegisteredAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SignInAsync(ada)));

        Assert.All(answers, answer => Assert.IsType<SignInCheck.Accepted>(answer));
    }

    [Theory]
    [InlineData("$2a$")]
    [InlineData("$2b$")]
    public async Task A_hash_of_another_cost_signs_in_and_is_renewed(string revision)
    {
        var ada = await RegisteredAsync();
        await ExecuteAsync($"UPDATE users SET password = '{revision}{BCrypt.Net.BCrypt.HashPassword(Password, 5)[4..]}' WHERE id = {ada.Id}");
        var stamp = await ReadAsync($"SELECT security_stamp FROM users WHERE id = {ada.Id}");

        Assert.IsType<SignInCheck.Refused>(await SignInAsync(ada, "not the password"));
        Assert.Equal(stamp, await StampOfAsync(ada));

        Assert.Contains("$04$", await ReadAsync($"SELECT password FROM users WHERE id = {ada.Id}"), StringComparison.Ordinal);
        Assert.Equal(stamp, await StampOfAsync(ada));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain text")]
    [InlineData("$2a$04$too-short")]
    [InlineData("$2a$99$0123456789012345678901234567890123456789012345678901x")]
    [InlineData("$2a$04$!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public async Task A_stored_password_that_is_no_bcrypt_hash_lets_nobody_in(string stored)
    {
        var ada = await RegisteredAsync();
        await ExecuteAsync($"UPDATE users SET password = '{stored}' WHERE id = {ada.Id}");

        Assert.IsType<SignInCheck.Refused>(await SignInAsync(ada, stored));
    }

    [Fact]
    public async Task Deactivated_is_said_only_after_the_right_password()
    {
        var ada = await RegisteredAsync();
        await ExecuteAsync($"UPDATE users SET is_active = FALSE WHERE id = {ada.Id}");

        Assert.IsType<SignInCheck.Refused>(await SignInAsync(ada, "not the password"));
        Assert.IsType<SignInCheck.Deactivated>(await SignInAsync(ada));
    }

    [Fact]
    public async Task A_session_holds_for_its_account_and_its_stamp_only()
    {
        var ada = await RegisteredAsync();
        var ben = await RegisteredAsync();
        var stamp = await StampOfAsync(ada);

        Assert.True(await Accounts.IsSessionValidAsync(ada.Id, stamp, Cancelled));
        Assert.False(await Accounts.IsSessionValidAsync(ben.Id, stamp, Cancelled));
        Assert.False(await Accounts.IsSessionValidAsync(ada.Id, stamp + "x", Cancelled));
        Assert.False(await Accounts.IsSessionValidAsync(int.MaxValue, stamp, Cancelled));
    }

    private async Task FailAsync(UserProfile person, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.IsType<SignInCheck.Refused>(await SignInAsync(person, "not the password"));
        }
    }
}

public sealed class SigningInOnSqlite(Homes homes) : SigningInTests(StorageMode.Embedded, homes);

public sealed class SigningInOnPostgres(Homes homes) : SigningInTests(StorageMode.Servers, homes);
