using Microsoft.AspNetCore.WebUtilities;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Tests;

public abstract class ForgottenPasswordTests(StorageMode mode, Homes homes) : AuthTests(mode, homes)
{
    private const string NewPassword = "a wholly new one";

    [Fact]
    public async Task The_link_of_the_mail_sets_a_new_password_once()
    {
        var ada = await RegisteredAsync(NewEmail("Ada"), firstName: "Ada");
        var session = await StampOfAsync(ada);
        var link = await LinkForAsync(ada.Email.ToUpperInvariant());

        var first = await Accounts.ResetPasswordAsync(link with { NewPassword = NewPassword }, Cancelled);
        var second = await Accounts.ResetPasswordAsync(link with { NewPassword = "yet another one" }, Cancelled);

        Assert.True(first.IsSuccess);
        Assert.Equal("", Assert.Single(second.ValidationErrors).Identifier);
        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(ada, NewPassword));
        Assert.IsType<SignInCheck.Refused>(await SignInAsync(ada));
        Assert.False(await Accounts.IsSessionValidAsync(ada.Id, session, Cancelled));
    }

    [Fact]
    public async Task The_link_works_for_an_hour()
    {
        var ada = await RegisteredAsync();
        var link = await LinkForAsync(ada.Email);
        App.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("NewPassword", Assert.Single((await Accounts.ResetPasswordAsync(link with { NewPassword = "short" }, Cancelled)).ValidationErrors).Identifier);

        App.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("", Assert.Single((await Accounts.ResetPasswordAsync(link with { NewPassword = NewPassword }, Cancelled)).ValidationErrors).Identifier);
        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(ada));
    }

    [Fact]
    public async Task Of_two_uses_at_once_one_works()
    {
        var ada = await RegisteredAsync();
        var link = await LinkForAsync(ada.Email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Accounts.ResetPasswordAsync(link with { NewPassword = $"{NewPassword} {i}" }, Cancelled)));

        Assert.Single(answers, answer => answer.IsSuccess);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("%%%\0")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_made_up_token_is_a_dead_link(string token)
    {
        var ada = await RegisteredAsync();

        var answer = await Accounts.ResetPasswordAsync(new PasswordReset(ada.Id, token, NewPassword), Cancelled);

        Assert.Equal("", Assert.Single(answer.ValidationErrors).Identifier);
    }

    [Fact]
    public async Task A_link_is_good_for_its_own_account_only()
    {
        var ada = await RegisteredAsync();
        var ben = await RegisteredAsync();
        var link = await LinkForAsync(ada.Email);

        Assert.False((await Accounts.ResetPasswordAsync(link with { UserId = ben.Id, NewPassword = NewPassword }, Cancelled)).IsSuccess);
        Assert.False((await Accounts.ResetPasswordAsync(link with { UserId = int.MaxValue, NewPassword = NewPassword }, Cancelled)).IsSuccess);
    }

    [Fact]
    public async Task A_changed_password_kills_links_that_are_still_on_their_way()
    {
        var ada = await RegisteredAsync();
        var link = await LinkForAsync(ada.Email);
        await Accounts.ChangePasswordAsync(ada.Id, new PasswordChange(Password, "remembered it after all"), Cancelled);

        Assert.False((await Accounts.ResetPasswordAsync(link with { NewPassword = NewPassword }, Cancelled)).IsSuccess);
    }

    [Fact]
    public async Task Asking_writes_the_same_whoever_asks_and_only_active_accounts_get_mail()
    {
        var gone = await RegisteredAsync();
        await ExecuteAsync($"UPDATE users SET is_active = FALSE WHERE id = {gone.Id}");
        var before = App.Mails.Sent.Count;

        foreach (var email in new[] { gone.Email, NewEmail(), "no address", "", "a\0b", new string('x', 100_000) })
        {
            await Accounts.RequestPasswordResetAsync(email, Cancelled);
        }

        Assert.Equal("3", await ReadAsync("SELECT count(*) FROM outbox WHERE type = 'PasswordResetRequested'"));
        await App.DrainAsync(Cancelled);
        Assert.Equal(before, App.Mails.Sent.Count);
        Assert.Equal("0", await ReadAsync("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task A_reset_unlocks_the_account()
    {
        var ada = await RegisteredAsync();
        for (var i = 0; i < 5; i++)
        {
            await SignInAsync(ada, "not the password");
        }

        await Accounts.ResetPasswordAsync(await LinkForAsync(ada.Email) with { NewPassword = NewPassword }, Cancelled);

        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(ada, NewPassword));
    }

    [Fact]
    public async Task The_mail_greets_by_name_and_lets_no_name_become_markup()
    {
        var ada = await RegisteredAsync(firstName: "<b>Ada</b>");

        await LinkForAsync(ada.Email);

        var mail = App.Mails.Sent[^1];
        Assert.StartsWith("Hello <b>Ada</b>,", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Hello &lt;b&gt;Ada&lt;/b&gt;,", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", mail.Html, StringComparison.Ordinal);
    }

    private async Task<PasswordReset> LinkForAsync(string email)
    {
        await Accounts.RequestPasswordResetAsync(email, Cancelled);
        await Accounts.RequestPasswordResetAsync(email, Cancelled);
        var before = App.Mails.Sent.Count;
        await App.DrainAsync(Cancelled);
        var mail = App.Mails.Sent[^1];
        Assert.Equal(before + 1, App.Mails.Sent.Count);
        Assert.Equal(email, mail.To, ignoreCase: true);
        var link = new Uri(mail.Text.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal)).Trim());
        Assert.Equal("/account/reset", link.AbsolutePath);
        var query = QueryHelpers.ParseQuery(link.Query);
        return new PasswordReset(int.Parse(query["user"]!, System.Globalization.CultureInfo.InvariantCulture), query["token"]!, "");
    }
}

public sealed class ForgottenPasswordOnSqlite(Homes homes) : ForgottenPasswordTests(StorageMode.Embedded, homes);

public sealed class ForgottenPasswordOnPostgres(Homes homes) : ForgottenPasswordTests(StorageMode.Servers, homes);
