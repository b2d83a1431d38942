using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Mov.Modules.Shared.Storage;

/// <summary>Gives SQLite room for the pages that a search goes through: of a large file it otherwise reads the same pages again and again.</summary>
internal sealed class SqlitePageCache : DbConnectionInterceptor
{
    private const int Kilobytes = 16_000;

    // Connections are pooled; what lies below them keeps the setting.
    private readonly ConditionalWeakTable<sqlite3, object> _set = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    private void Set(SqliteConnection connection)
    {
        if (connection.Handle is { } handle && _set.TryAdd(handle, this))
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA cache_size = -{Kilobytes}";
            command.ExecuteNonQuery();
        }
    }
}
