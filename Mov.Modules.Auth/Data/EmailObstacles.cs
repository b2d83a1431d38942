using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Data;

/// <summary>E-mails that differ only in case: the seed lets them be two accounts, here they are one, and only a person can say which.</summary>
internal sealed class EmailObstacles : IMigrationObstacles<AuthDbContext>
{
    public async Task<IReadOnlyList<string>> FindAsync(AuthDbContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var connection = context.Database.GetDbConnection();
            var postgres = context.Database.IsNpgsql();
            if (!await HasUsersAsync(connection, postgres, cancellationToken))
            {
                return [];
            }

            var upper = postgres ? StoreDialect.Postgres.UpperEmail : StoreDialect.Sqlite.UpperEmail;
            await using var find = connection.CreateCommand();
            find.CommandText = $"SELECT {upper}, id, email FROM users WHERE {upper} IN (SELECT {upper} FROM users GROUP BY 1 HAVING count(*) > 1) ORDER BY 1, 2";
            List<(string Same, int Id, string Email)> rows = [];
            await using var reader = await find.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add((reader.GetString(0), reader.GetInt32(1), reader.GetString(2)));
            }

            return [.. rows.GroupBy(row => row.Same, StringComparer.Ordinal).Select(group =>
                $"users: the e-mails {string.Join(", ", group.Select(row => $"{row.Email} (id {row.Id})"))} differ only in case; change or delete all but one of them")];
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    private static async Task<bool> HasUsersAsync(DbConnection connection, bool postgres, CancellationToken cancellationToken)
    {
        await using var look = connection.CreateCommand();
        look.CommandText = postgres
            ? "SELECT 1 FROM pg_class WHERE oid = to_regclass('users')"
            : "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'users'";
        return await look.ExecuteScalarAsync(cancellationToken) is not null;
    }
}
