using Microsoft.EntityFrameworkCore;
using Mov.Modules.Auth.Data;

namespace Mov.Modules.Auth.Administration;

internal static class AdminLock
{
    /// <summary>Makes changes of who is an active admin wait for one another until the transaction ends: an update of the role's row
    /// locks that row on PostgreSQL, and on SQLite the transaction is the only writer anyway.</summary>
    public static Task LockAdminsAsync(this AuthDbContext context, CancellationToken cancellationToken) =>
        context.Roles.Where(role => role.Id == AdminRole.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(role => role.ConcurrencyStamp, role => role.ConcurrencyStamp), cancellationToken);
}
