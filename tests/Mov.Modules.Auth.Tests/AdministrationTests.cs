using System.Collections.Concurrent;
using Ardalis.Result;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Modules.Auth.Tests;

public abstract class AdministrationTests(StorageMode mode, Homes homes) : AuthTests(mode, homes)
{
    private readonly Witness _witness = new();

    // Each test has an application of its own: who is an admin matters.
    public override async ValueTask InitializeAsync() => App = await Homes.AloneAsync(Mode, Cancelled, services => services
        .AddSingleton(_witness)
        .AddSingleton<IAccountSuspension>(_witness)
        .AddIntegrationEventHandler<AccountDeactivated, Listener>()
        .AddIntegrationEventHandler<AccountReactivated, Listener>());

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (App?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Deactivating_closes_what_belongs_to_the_account_ends_its_sessions_and_is_told()
    {
        var (admin, ada) = (await AdminAsync(), await RegisteredAsync());
        var stamp = await StampOfAsync(ada);

        Assert.Equal(1, await TellsAsync(ada.Id, async () => Assert.True((await DeactivateAsync(admin, ada)).IsSuccess)));

        Assert.Equal([$"suspended {ada.Id}"], _witness.Saw);
        Assert.False(await Accounts.IsSessionValidAsync(ada.Id, stamp, Cancelled));
        Assert.IsType<SignInCheck.Deactivated>(await SignInAsync(ada));
        Assert.Equal(ada with { IsActive = false }, await Directory.FindAsync(ada.Id, Cancelled));
        await App.DrainAsync(Cancelled);
        Assert.Equal([$"suspended {ada.Id}", $"deactivated {ada.Id} Participant"], _witness.Saw);
    }

    [Fact]
    public async Task Reactivating_gives_it_back_but_not_the_old_sessions()
    {
        var (admin, ada) = (await AdminAsync(), await RegisteredAsync(role: UserRole.Organizer));
        var stamp = await StampOfAsync(ada);
        await DeactivateAsync(admin, ada);

        Assert.True((await ReactivateAsync(admin, ada)).IsSuccess);

        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(ada));
        Assert.False(await Accounts.IsSessionValidAsync(ada.Id, stamp, Cancelled));
        await App.DrainAsync(Cancelled);
        Assert.Equal($"reactivated {ada.Id} Organizer", _witness.Saw[^1]);
    }

    [Fact]
    public async Task Doing_it_again_changes_and_tells_nothing()
    {
        var (admin, ada) = (await AdminAsync(), await RegisteredAsync());

        Assert.True((await ReactivateAsync(admin, ada)).IsSuccess);
        Assert.True((await DeactivateAsync(admin, ada)).IsSuccess);
        Assert.True((await DeactivateAsync(admin, ada)).IsSuccess);

        await App.DrainAsync(Cancelled);
        Assert.Equal([$"suspended {ada.Id}", $"deactivated {ada.Id} Participant"], _witness.Saw);
    }

    [Fact]
    public async Task Nothing_is_deactivated_when_what_belongs_to_it_could_not_be_closed()
    {
        var (admin, ada) = (await AdminAsync(), await RegisteredAsync());
        _witness.Fails = true;

        await Assert.ThrowsAsync<TimeoutException>(() => DeactivateAsync(admin, ada));

        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(ada));
        Assert.Equal("0", await ReadAsync("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task Only_active_admins_may()
    {
        var (admin, other, ada) = (await AdminAsync(), await AdminAsync(), await RegisteredAsync());
        await DeactivateAsync(admin, other);
        await using var scope = Scope();

        foreach (var nobody in new[] { ada.Id, other.Id, int.MaxValue, 0 })
        {
            Assert.Equal(ResultStatus.Forbidden, (await scope.Administration.DeactivateAsync(nobody, ada.Id, Cancelled)).Status);
            Assert.Equal(ResultStatus.Forbidden, (await scope.Administration.ReactivateAsync(nobody, other.Id, Cancelled)).Status);
            Assert.Equal(ResultStatus.Forbidden, (await scope.Administration.SearchAsync(nobody, null, 1, Cancelled)).Status);
        }

        Assert.Equal(ResultStatus.NotFound, (await scope.Administration.DeactivateAsync(admin.Id, int.MaxValue, Cancelled)).Status);
        Assert.Equal(ResultStatus.NotFound, (await scope.Administration.ReactivateAsync(admin.Id, int.MaxValue, Cancelled)).Status);
    }

    [Fact]
    public async Task Nobody_deactivates_the_own_account()
    {
        var admin = await AdminAsync();

        var refused = await DeactivateAsync(admin, admin);

        Assert.Equal(ResultStatus.Conflict, refused.Status);
        Assert.NotEmpty(Assert.Single(refused.Errors));
        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(admin));
    }

    [Fact]
    public async Task Of_admins_who_deactivate_one_another_at_once_one_stays()
    {
        UserProfile[] admins = [await AdminAsync(), await AdminAsync(), await AdminAsync(), await AdminAsync()];
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(admins.SelectMany(one => admins.Where(other => other != one), DeactivateAsync));

            var active = (await Directory.FindManyAsync([.. admins.Select(admin => admin.Id)], Cancelled)).Values.Where(admin => admin.IsActive).ToList();
            var survivor = Assert.Single(active);
            await Task.WhenAll(admins.Select(admin => ReactivateAsync(survivor, admin)));
        }
    }

    [Fact]
    public async Task Accounts_are_searched_newest_first_twenty_a_page()
    {
        var admin = await AdminAsync();
        var mark = Guid.NewGuid().ToString("N");
        List<UserProfile> people = [];
        for (var i = 0; i < 41; i++)
        {
            people.Add(await RegisteredAsync(firstName: $"Çelik {mark}"));
        }

        var first = await SearchAsync(admin, $"çELIK {mark.ToUpperInvariant()[..20]}", 1);
        var last = await SearchAsync(admin, mark, 3);

        Assert.Equal((41, 3, 20), (first.Total, first.Count, first.Items.Count));
        Assert.Equal(people[^1], first.Items[0]);
        Assert.Equal([people[0].Id], last.Items.Select(item => item.Id));
        Assert.Equal(3, (await SearchAsync(admin, mark, int.MaxValue)).Number);
        Assert.Equal(1, (await SearchAsync(admin, mark, int.MinValue)).Number);
        Assert.Equal((0, 1), ((await SearchAsync(admin, mark + "x", 1)).Total, (await SearchAsync(admin, mark + "x", 1)).Number));
        Assert.True((await SearchAsync(admin, " ", 1)).Total >= 42);
        Assert.Empty((await SearchAsync(admin, "a\0", 1)).Items);
        Assert.True((await SearchAsync(admin, admin.Email, 1)).Items.Single().IsAdmin);
    }

    [Fact]
    public async Task The_verb_promotes_an_account_whatever_the_case_and_its_sessions_start_anew()
    {
        var ada = await RegisteredAsync(NewEmail("Ada"));
        var stamp = await StampOfAsync(ada);
        await using var scope = Scope();

        var granted = await scope.Administration.GrantAdminAsync(ada.Email.ToUpperInvariant(), null, Cancelled);
        var again = await scope.Administration.GrantAdminAsync(ada.Email, "another password", Cancelled);

        Assert.Contains("an admin", granted.Value, StringComparison.Ordinal);
        Assert.Contains("already", again.Value, StringComparison.Ordinal);
        Assert.Equal(ada with { IsAdmin = true }, await Directory.FindAsync(ada.Id, Cancelled));
        Assert.False(await Accounts.IsSessionValidAsync(ada.Id, stamp, Cancelled));
        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(ada));
    }

    [Fact]
    public async Task The_verb_creates_an_account_when_a_password_is_given()
    {
        var email = NewEmail("root");
        await using var scope = Scope();

        Assert.Equal(ResultStatus.Invalid, (await scope.Administration.GrantAdminAsync(email, null, Cancelled)).Status);
        Assert.Equal("Password", Assert.Single((await scope.Administration.GrantAdminAsync(email, "short", Cancelled)).ValidationErrors).Identifier);
        Assert.Equal("Email", Assert.Single((await scope.Administration.GrantAdminAsync("root", Password, Cancelled)).ValidationErrors).Identifier);
        Assert.Equal("Email", Assert.Single((await scope.Administration.GrantAdminAsync("", Password, Cancelled)).ValidationErrors).Identifier);
        Assert.True((await scope.Administration.GrantAdminAsync(email, Password, Cancelled)).IsSuccess);

        var admin = Assert.IsType<SignInCheck.Accepted>(await Accounts.CheckSignInAsync(email, Password, Cancelled)).User;
        Assert.Equal((UserRole.Organizer, true), (admin.Role, admin.IsAdmin));
    }

    private async Task<Result> DeactivateAsync(UserProfile admin, UserProfile account)
    {
        await using var scope = Scope();
        return await scope.Administration.DeactivateAsync(admin.Id, account.Id, Cancelled);
    }

    private async Task<Result> ReactivateAsync(UserProfile admin, UserProfile account)
    {
        await using var scope = Scope();
        return await scope.Administration.ReactivateAsync(admin.Id, account.Id, Cancelled);
    }

    private async Task<Mov.Modules.Shared.Page<UserProfile>> SearchAsync(UserProfile admin, string text, int page)
    {
        await using var scope = Scope();
        return (await scope.Administration.SearchAsync(admin.Id, text, page, Cancelled)).Value;
    }

    /// <summary>Stands for the higher modules.</summary>
    private sealed class Witness : IAccountSuspension
    {
        private readonly ConcurrentQueue<string> _saw = new();

        public IReadOnlyList<string> Saw => [.. _saw];

        public bool Fails { get; set; }

        public void See(string happening) => _saw.Enqueue(happening);

        public Task SuspendAsync(int userId, CancellationToken cancellationToken)
        {
            See($"suspended {userId}");
            return Fails ? Task.FromException(new TimeoutException("The seats cannot be reached.")) : Task.CompletedTask;
        }
    }

    private sealed class Listener(Witness witness) : IIntegrationEventHandler<AccountDeactivated>, IIntegrationEventHandler<AccountReactivated>
    {
        public Task HandleAsync(IReadOnlyList<Delivery<AccountDeactivated>> deliveries, CancellationToken cancellationToken)
        {
            deliveries.ToList().ForEach(delivery => witness.See($"deactivated {delivery.Event.UserId} {delivery.Event.Role}"));
            return Task.CompletedTask;
        }

        public Task HandleAsync(IReadOnlyList<Delivery<AccountReactivated>> deliveries, CancellationToken cancellationToken)
        {
            deliveries.ToList().ForEach(delivery => witness.See($"reactivated {delivery.Event.UserId} {delivery.Event.Role}"));
            return Task.CompletedTask;
        }
    }
}

public sealed class AdministrationOnSqlite(Homes homes) : AdministrationTests(StorageMode.Embedded, homes);

public sealed class AdministrationOnPostgres(Homes homes) : AdministrationTests(StorageMode.Servers, homes);
