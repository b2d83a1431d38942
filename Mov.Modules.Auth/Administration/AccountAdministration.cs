using Ardalis.Result;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Auth.Data;
using Mov.Modules.Auth.Lookup;
using Mov.Modules.Auth.Profiles;
using Mov.Modules.Shared;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Administration;

/// <summary>What admins do with other people's accounts.</summary>
internal sealed class AccountAdministration(
    IDbContextFactory<AuthDbContext> contexts,
    IEnumerable<IAccountSuspension> suspensions,
    GrantingAdmin granting,
    AccountChanges changes,
    IStringLocalizer<AuthTexts> t,
    TimeProvider time) : IAccountAdministration
{
    private const int PageSize = 20;

    public async Task<Result<Page<UserProfile>>> SearchAsync(int adminId, string? text, int page, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await context.IsActiveAdminAsync(adminId, cancellationToken))
        {
            return Result.Forbidden();
        }

        var found = AccountSearch.Term(text) is { } term ? context.Search(term) : context.Accounts;
        var total = await found.CountAsync(cancellationToken);
        var number = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        // Keys only grow, so the newest account has the highest; unlike created_at they are never missing.
        var accounts = await found
            .OrderByDescending(account => account.Id)
            .Skip((number - 1) * PageSize)
            .Take(PageSize)
            .SelectSnapshots(context)
            .ToListAsync(cancellationToken);
        return new Page<UserProfile>([.. accounts.Select(account => account.Profile)], number, PageSize, total);
    }

    public async Task<Result> DeactivateAsync(int adminId, int userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await FindAsync(context, adminId, userId, cancellationToken);
        if (!found.IsSuccess)
        {
            return found.Map();
        }

        if (adminId == userId)
        {
            return Result.Conflict(t["You cannot deactivate your own account. Ask another admin to do it."]);
        }

        if (!found.Value.IsActive)
        {
            return Result.Success();
        }

        // Before the transaction: others answer from databases of their own and may look accounts up meanwhile.
        foreach (var suspension in suspensions)
        {
            await suspension.SuspendAsync(userId, cancellationToken);
        }

        return await SetActiveAsync(context, adminId, userId, active: false, cancellationToken);
    }

    public async Task<Result> ReactivateAsync(int adminId, int userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await SetActiveAsync(context, adminId, userId, active: true, cancellationToken);
    }

    public Task<Result<string>> GrantAdminAsync(string email, string? password, CancellationToken cancellationToken) =>
        granting.GrantAsync(email, password, cancellationToken);

    /// <summary>One such change at a time, and by an admin who is active at that moment. That somebody else is deactivated by an active admin
    /// is also what keeps the last active admin: of two who deactivate each other the second no longer is one.</summary>
    private async Task<Result> SetActiveAsync(AuthDbContext context, int adminId, int userId, bool active, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.LockAdminsAsync(cancellationToken);
        var found = await FindAsync(context, adminId, userId, cancellationToken);
        if (!found.IsSuccess)
        {
            return found.Map();
        }

        if (found.Value.IsActive == active)
        {
            return Result.Success();
        }

        var now = time.UtcNow();
        await context.Accounts.Where(account => account.Id == userId).ExecuteUpdateAsync(
            set => set
                .SetProperty(account => account.IsActive, active)
                .SetProperty(account => account.SecurityStamp, AccountChanges.NewStamp())
                .SetProperty(account => account.ConcurrencyStamp, AccountChanges.NewStamp())
                .SetProperty(account => account.UpdatedAt, now),
            cancellationToken);
        IIntegrationEvent happened = active ? new AccountReactivated(userId, found.Value.Role) : new AccountDeactivated(userId, found.Value.Role);
        context.Add(OutboxMessage.For(happened, now));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        changes.Tell(userId);
        return Result.Success();
    }

    private static async Task<Result<UserProfile>> FindAsync(AuthDbContext context, int adminId, int userId, CancellationToken cancellationToken)
    {
        if (!await context.IsActiveAdminAsync(adminId, cancellationToken))
        {
            return Result.Forbidden();
        }

        return await context.Accounts.Where(account => account.Id == userId).SelectSnapshots(context).SingleOrDefaultAsync(cancellationToken) is { } account
            ? account.Profile
            : Result.NotFound();
    }
}
