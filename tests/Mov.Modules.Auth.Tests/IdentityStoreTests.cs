using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Auth.Data;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Tests;

/// <summary>The tables are Identity's too: its own EF store reads and writes them.</summary>
public abstract class IdentityStoreTests(StorageMode mode, Homes homes) : AuthTests(mode, homes)
{
    [Fact]
    public async Task Identitys_own_store_creates_finds_updates_and_locks_accounts()
    {
        await using var context = await App.Get<IDbContextFactory<AuthDbContext>>().CreateDbContextAsync(Cancelled);
        using var store = new UserStore<Account, IdentityRole<int>, AuthDbContext, int>(context);
        var email = NewEmail("Store");
        var normalized = App.Get<ILookupNormalizer>().NormalizeEmail(email);
        var account = new Account { Email = email, PasswordHash = BCrypt.Net.BCrypt.HashPassword(Password, 4), Role = UserRole.Participant };

        Assert.True((await store.CreateAsync(account, Cancelled)).Succeeded);
        Assert.Equal(account.Id, (await store.FindByEmailAsync(normalized!, Cancelled))?.Id);
        Assert.Equal(account.Id, (await store.FindByNameAsync(normalized!, Cancelled))?.Id);
        await store.SetLockoutEndDateAsync(account, App.Time.GetUtcNow().AddMinutes(1), Cancelled);
        await store.AddToRoleAsync(account, "ADMIN", Cancelled);
        Assert.True((await store.UpdateAsync(account, Cancelled)).Succeeded);

        Assert.True((await Directory.FindAsync(account.Id, Cancelled))!.IsAdmin);
        Assert.IsType<SignInCheck.Refused>(await Accounts.CheckSignInAsync(email, Password, Cancelled));
        App.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<SignInCheck.Accepted>(await Accounts.CheckSignInAsync(email, Password, Cancelled));
    }

    [Fact]
    public async Task The_keys_of_cookies_and_tokens_are_kept_in_the_database()
    {
        App.Get<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>();
        var protector = Microsoft.AspNetCore.DataProtection.DataProtectionCommonExtensions.CreateProtector(
            App.Get<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>(), "a test");

        protector.Protect([1, 2, 3]);

        Assert.Equal("1", await ReadAsync("SELECT count(*) FROM data_protection_keys"));
    }
}

public sealed class IdentityStoreOnSqlite(Homes homes) : IdentityStoreTests(StorageMode.Embedded, homes);

public sealed class IdentityStoreOnPostgres(Homes homes) : IdentityStoreTests(StorageMode.Servers, homes);
