using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Modules.Auth.Tests;

/// <summary>Two processes on one database.</summary>
public abstract class TwoInstancesTests(StorageMode mode, Homes homes) : AuthTests(mode, homes)
{
    private TestApp _other = null!;

    public override async ValueTask InitializeAsync()
    {
        await using var home = TestHome.Create(Mode);
        App = await Homes.AloneAsync(Mode, Cancelled, home: home);
        _other = await Homes.AloneAsync(Mode, Cancelled, home: home);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (_other?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (App?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task What_one_changes_ends_sessions_on_the_other_within_five_seconds()
    {
        var ada = await RegisteredAsync();
        var stamp = await StampOfAsync(ada);
        var elsewhere = _other.Get<IAccounts>();
        Assert.True(await elsewhere.IsSessionValidAsync(ada.Id, stamp, Cancelled));

        await Accounts.ChangePasswordAsync(ada.Id, new PasswordChange(Password, "a wholly new one"), Cancelled);

        _other.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await elsewhere.IsSessionValidAsync(ada.Id, stamp, Cancelled));
    }

    [Fact]
    public async Task A_link_that_one_sent_works_on_the_other()
    {
        var ada = await RegisteredAsync();
        await Accounts.RequestPasswordResetAsync(ada.Email, Cancelled);
        await App.DrainAsync(Cancelled);
        var token = Uri.UnescapeDataString(App.Mails.Sent[^1].Text.Split("token=")[1].Split('\n')[0].Trim());

        var reset = await _other.Get<IAccounts>().ResetPasswordAsync(new PasswordReset(ada.Id, token, "a wholly new one"), Cancelled);

        Assert.True(reset.IsSuccess);
        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(ada, "a wholly new one"));
    }
}

public sealed class TwoInstancesOnSqlite(Homes homes) : TwoInstancesTests(StorageMode.Embedded, homes);

public sealed class TwoInstancesOnPostgres(Homes homes) : TwoInstancesTests(StorageMode.Servers, homes);
