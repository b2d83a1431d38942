using Microsoft.EntityFrameworkCore;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Auth.Data;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Storage;
using Mov.Testing;

namespace Mov.Modules.Auth.Tests;

/// <summary>Tests of what the module promises; each class runs against SQLite and against PostgreSQL.</summary>
public abstract class AuthTests(StorageMode mode, Homes homes) : IAsyncLifetime
{
    protected const string Password = "correct horse battery";

    protected StorageMode Mode => mode;

    protected TestApp App { get; set; } = null!;

    protected IAccounts Accounts => App.Get<IAccounts>();

    protected IUserDirectory Directory => App.Get<IUserDirectory>();

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => App = await homes.OfAsync(GetType(), mode, Cancelled);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected static string NewEmail(string name = "person") => $"{name}-{Guid.NewGuid():N}@mov.example";

    protected async Task<UserProfile> RegisteredAsync(
        string? email = null, string password = Password, UserRole role = UserRole.Participant, string? firstName = null, string? lastName = null)
    {
        var registered = await Accounts.RegisterAsync(new Registration(email ?? NewEmail(), password, firstName, lastName, role), Cancelled);
        Assert.True(registered.IsSuccess, string.Join(' ', registered.ValidationErrors.Select(error => error.ErrorMessage)));
        return registered.Value;
    }

    protected async Task<UserProfile> AdminAsync()
    {
        var person = await RegisteredAsync(role: UserRole.Organizer);
        await using var scope = Scope();
        Assert.True((await scope.Administration.GrantAdminAsync(person.Email, null, Cancelled)).IsSuccess);
        return (await Directory.FindAsync(person.Id, Cancelled))!;
    }

    protected Task<SignInCheck> SignInAsync(UserProfile person, string password = Password) => Accounts.CheckSignInAsync(person.Email, password, Cancelled);

    protected async Task<string> StampOfAsync(UserProfile person, string password = Password) =>
        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(person, password)).SecurityStamp;

    protected AdministrationScope Scope() => new(App);

    /// <summary>Runs SQL as another client of the database would.</summary>
    protected async Task ExecuteAsync(string sql)
    {
        await using var context = await App.Get<IDbContextFactory<AuthDbContext>>().CreateDbContextAsync(Cancelled);
        await context.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), Cancelled);
    }

    protected async Task<string?> ReadAsync(string sql)
    {
        await using var context = await App.Get<IDbContextFactory<AuthDbContext>>().CreateDbContextAsync(Cancelled);
        await context.Database.OpenConnectionAsync(Cancelled);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(Cancelled), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>How often an account's open pages are told while something happens.</summary>
    protected async Task<int> TellsAsync(int userId, Func<Task> happening)
    {
        var told = 0;
        using var subscription = App.Get<ILiveUpdates>().Subscribe(LiveTopics.Account(userId), _ =>
        {
            Interlocked.Increment(ref told);
            return Task.CompletedTask;
        });
        await happening();
        await Eventually.TrueAsync(() => Volatile.Read(ref told) > 0, "open pages are told", Cancelled);
        return told;
    }
}
