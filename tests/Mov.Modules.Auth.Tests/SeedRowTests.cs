using Ardalis.Result;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Languages;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Tests;

/// <summary>Rows that another client of MOV inserts, knowing nothing but the seed's columns.</summary>
public abstract class SeedRowTests(StorageMode mode, Homes homes) : AuthTests(mode, homes)
{
    [Fact]
    public async Task Such_an_account_signs_in_and_does_everything()
    {
        var email = NewEmail("Grace");
        await InsertAsync(email, "'Grace'", "TRUE");

        var accepted = Assert.IsType<SignInCheck.Accepted>(await Accounts.CheckSignInAsync(email.ToLowerInvariant(), Password, Cancelled));

        var grace = accepted.User;
        Assert.Equal((email, UserRole.Organizer, "Grace", true, false), (grace.Email, grace.Role, grace.FirstName, grace.IsActive, grace.IsAdmin));
        Assert.Equal(DateTimeKind.Utc, grace.CreatedAt.Kind);
        Assert.Equal(DateTimeOffset.UtcNow.UtcDateTime, grace.CreatedAt, TimeSpan.FromMinutes(5));
        Assert.True(await Accounts.IsSessionValidAsync(grace.Id, accepted.SecurityStamp, Cancelled));
        Assert.Equal("Hopper", (await Accounts.UpdateProfileAsync(grace.Id, new ProfileChange("Grace", "Hopper"), Cancelled)).Value.LastName);
        Assert.True((await Accounts.ChangePasswordAsync(grace.Id, new PasswordChange(Password, "a wholly new one"), Cancelled)).IsSuccess);
        Assert.Equal([grace.Id], await Directory.FilterAsync([grace.Id], "GRACE HOP", Cancelled));
    }

    [Fact]
    public async Task Every_such_account_has_stamps_of_its_own()
    {
        await InsertAsync(NewEmail("a"), "NULL", "TRUE");
        await InsertAsync(NewEmail("b"), "NULL", "TRUE");

        Assert.Equal("0", await ReadAsync("SELECT count(*) FROM users a JOIN users b ON a.id < b.id AND (a.security_stamp = b.security_stamp OR a.concurrency_stamp = b.concurrency_stamp)"));
    }

    [Fact]
    public async Task The_nullable_columns_may_hold_null()
    {
        var email = NewEmail("null");
        await InsertAsync(email, "NULL", "NULL");
        await ExecuteAsync($"UPDATE users SET created_at = NULL, updated_at = NULL WHERE email = '{email}'");

        var person = Assert.IsType<SignInCheck.Accepted>(await Accounts.CheckSignInAsync(email, Password, Cancelled)).User;

        Assert.True(person.IsActive);
        Assert.Equal($"Organizer {person.Id}", person.DisplayName);
        using (SiteLanguages.Speak("de"))
            Assert.Equal($"Veranstalter {person.Id}", person.DisplayName);
        var admin = await AdminAsync();
        await using var scope = Scope();
        Assert.Equal(ResultStatus.Ok, (await scope.Administration.DeactivateAsync(admin.Id, person.Id, Cancelled)).Status);
        Assert.IsType<SignInCheck.Deactivated>(await Accounts.CheckSignInAsync(email, Password, Cancelled));
    }

    [Fact]
    public async Task A_longer_password_that_another_client_allowed_signs_in()
    {
        var email = NewEmail("long");
        var password = string.Concat(Enumerable.Repeat("long password ", 8));
        await InsertAsync(email, "NULL", "TRUE", password[..72]);

        Assert.IsType<SignInCheck.Accepted>(await Accounts.CheckSignInAsync(email, password, Cancelled));
    }

    [Fact]
    public async Task Such_an_e_mail_is_taken_for_registrations()
    {
        var email = NewEmail("Taken");
        await InsertAsync(email, "NULL", "TRUE");

        var answer = await Accounts.RegisterAsync(new Registration(email.ToUpperInvariant(), Password, null, null, UserRole.Organizer), Cancelled);

        Assert.Equal("Email", Assert.Single(answer.ValidationErrors).Identifier);
    }

    private Task InsertAsync(string email, string firstName, string isActive, string password = Password) => ExecuteAsync(
        $"INSERT INTO users (email, password, role, first_name, is_active) VALUES ('{email}', '{BCrypt.Net.BCrypt.HashPassword(password, 4)}', 'ORGANIZER', {firstName}, {isActive})");
}

public sealed class SeedRowsOnSqlite(Homes homes) : SeedRowTests(StorageMode.Embedded, homes);

public sealed class SeedRowsOnPostgres(Homes homes) : SeedRowTests(StorageMode.Servers, homes);
