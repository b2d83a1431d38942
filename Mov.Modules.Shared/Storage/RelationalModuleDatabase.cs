using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Mov.Modules.Shared.Storage;

/// <summary>Creates, upgrades and downgrades one relational database.</summary>
internal sealed class RelationalModuleDatabase<TContext>(
    string module,
    string database,
    IDbContextFactory<TContext> contexts,
    IEnumerable<IMigrationObstacles<TContext>> obstacles) : IModuleDatabase
    where TContext : DbContext
{
    public string Module => module;

    public string Database => database;

    public async Task<IReadOnlyList<string>> FindObstaclesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await ExistsAsync(context, cancellationToken))
        {
            return [];
        }

        List<string> found = [];
        foreach (var check in obstacles)
        {
            found.AddRange(await check.FindAsync(context, cancellationToken));
        }

        return found;
    }

    public async Task<IReadOnlyList<MigrationState>> ReadMigrationsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var applied = await ReadAppliedAsync(context, cancellationToken);
        return [.. context.Database.GetMigrations().Select(name => new MigrationState(name, applied.Contains(name)))];
    }

    public async Task<IReadOnlyList<string>> MigrateAsync(string? target, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        List<string> done = [];
        using var turn = context.Database.IsSqlite() ? await SqliteTurn.TakeAsync(context, cancellationToken) : null;
        if (!await ExistsAsync(context, cancellationToken))
        {
            await context.GetService<IRelationalDatabaseCreator>().CreateAsync(cancellationToken);
            done.Add($"created database {database}");
        }

        if (context.Database.IsNpgsql())
        {
            await KeepUtcAsync(context, cancellationToken);
            // Otherwise EF Core finds out that it is missing by failing, and logs that as an error.
            await context.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
        }
        else
        {
            await turn!.PrepareAsync(context, cancellationToken);
        }

        var before = await ReadAppliedAsync(context, cancellationToken);
        if (target is null && context.Database.GetMigrations().All(before.Contains))
        {
            // Every start asks, and EF Core would compare whole models to find that there is nothing to do.
            return done;
        }

        await context.GetService<IMigrator>().MigrateAsync(target, cancellationToken);
        var after = await ReadAppliedAsync(context, cancellationToken);
        done.AddRange(after.Except(before, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => $"applied {name} to {database}"));
        done.AddRange(before.Except(after, StringComparer.Ordinal).OrderDescending(StringComparer.Ordinal).Select(name => $"undid {name} in {database}"));
        return done;
    }

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Database.CanConnectAsync(cancellationToken);
    }

    private static async Task<bool> ExistsAsync(TContext context, CancellationToken cancellationToken) =>
        await context.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancellationToken);

    private static async Task<HashSet<string>> ReadAppliedAsync(TContext context, CancellationToken cancellationToken) =>
        await ExistsAsync(context, cancellationToken) && await context.GetService<IHistoryRepository>().ExistsAsync(cancellationToken)
            ? [.. await context.Database.GetAppliedMigrationsAsync(cancellationToken)]
            : [];

    // The seed's CURRENT_TIMESTAMP defaults follow the session's zone: ours is UTC by the connection string, that of other clients by this.
    private static async Task KeepUtcAsync(TContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var connection = (NpgsqlConnection)context.Database.GetDbConnection();
            await using var read = new NpgsqlCommand("SELECT 1 FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database() AND s.setrole = 0 AND 'TimeZone=UTC' = ANY(s.setconfig)", connection);
            if (await read.ExecuteScalarAsync(cancellationToken) is null)
            {
                var name = new NpgsqlCommandBuilder().QuoteIdentifier(connection.Database);
                await using var set = new NpgsqlCommand($"ALTER DATABASE {name} SET TimeZone = 'UTC'", connection);
                await set.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    /// <summary>One process at a time migrates a SQLite file, held by a lock file. Whoever holds it may clear the row that a start which died while
    /// migrating left in <c>__EFMigrationsLock</c>, and for which the next one would wait for ever.</summary>
    private sealed class SqliteTurn(FileStream held) : IDisposable
    {
        public static async Task<SqliteTurn> TakeAsync(TContext context, CancellationToken cancellationToken)
        {
            var file = Path.GetFullPath(new SqliteConnectionStringBuilder(context.Database.GetConnectionString()).DataSource);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            while (true)
            {
                try
                {
                    return new SqliteTurn(new FileStream(file + ".migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
                }
                catch (IOException) when (!cancellationToken.IsCancellationRequested)
                {
                    await Task.Delay(100, cancellationToken);
                }
            }
        }

        public async Task PrepareAsync(TContext context, CancellationToken cancellationToken)
        {
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
            await context.Database.OpenConnectionAsync(cancellationToken);
            try
            {
                DbConnection connection = context.Database.GetDbConnection();
                await using var find = connection.CreateCommand();
                find.CommandText = "SELECT 1 FROM sqlite_master WHERE name = '__EFMigrationsLock'";
                if (await find.ExecuteScalarAsync(cancellationToken) is not null)
                {
                    await context.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", cancellationToken);
                }
            }
            finally
            {
                await context.Database.CloseConnectionAsync();
            }
        }

        public void Dispose() => held.Dispose();
    }
}
