using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Mov.Modules.Shared.Storage;

/// <summary>Where MOV keeps its data.</summary>
public enum StorageMode
{
    /// <summary>Five SQLite files in one folder; nothing to install.</summary>
    Embedded,

    /// <summary>PostgreSQL, MongoDB and Redis.</summary>
    Servers,
}

/// <summary>A setting that the application cannot start with; the message names the key and what to do.</summary>
public sealed class SettingException(string message) : Exception(message);

/// <summary>The storage mode and where each database is, read once at start.</summary>
/// <param name="Mode">Which home.</param>
/// <param name="Path">The folder of files that belong to this installation, absolute.</param>
/// <param name="ConnectionStrings">What is under <c>ConnectionStrings</c>.</param>
/// <param name="RedisPrefix">Begins every key and channel, so that several installations can share one Redis.</param>
public sealed record StorageSettings(StorageMode Mode, string Path, IReadOnlyDictionary<string, string> ConnectionStrings, string RedisPrefix = "mov:")
{
    private static readonly string[] ServerKeys = ["Auth", "Events", "Enrollments", "Mongo", "Redis"];

    /// <summary>Reads <c>Storage:Mode</c>, <c>Storage:Path</c>, <c>Storage:RedisPrefix</c> and <c>ConnectionStrings:*</c>. Without a mode, connection strings mean
    /// <see cref="StorageMode.Servers"/> and their absence <see cref="StorageMode.Embedded"/>; Production never falls back to Embedded by itself.</summary>
    /// <exception cref="SettingException">A value is unknown or missing.</exception>
    public static StorageSettings From(IConfiguration configuration, string contentRoot, bool isProduction)
    {
        var strings = ServerKeys
            .Select(key => (Key: key, Value: configuration.GetConnectionString(key)))
            .Where(entry => !string.IsNullOrWhiteSpace(entry.Value))
            .ToDictionary(entry => entry.Key, entry => entry.Value!, StringComparer.OrdinalIgnoreCase);
        var mode = configuration["Storage:Mode"] switch
        {
            null or "" => isProduction || strings.Count > 0 ? StorageMode.Servers : StorageMode.Embedded,
            var text when Enum.TryParse<StorageMode>(text, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) => parsed,
            var text => throw new SettingException($"Storage:Mode is '{text}'; it must be Embedded or Servers."),
        };
        if (mode == StorageMode.Servers && ServerKeys.FirstOrDefault(key => !strings.ContainsKey(key)) is { } missing)
        {
            throw new SettingException(
                $"ConnectionStrings:{missing} is not set. Storage in Servers mode needs Auth, Events, Enrollments, Mongo and Redis; set Storage:Mode to Embedded to run without servers.");
        }

        var path = configuration["Storage:Path"] is { Length: > 0 } configured ? configured : "App_Data";
        return new StorageSettings(mode, System.IO.Path.GetFullPath(path, contentRoot), strings, configuration["Storage:RedisPrefix"] is { Length: > 0 } prefix ? prefix : "mov:");
    }

    /// <summary>The SQLite file of a database in Embedded mode.</summary>
    public string FileOf(string database) => System.IO.Path.Combine(Path, database + ".db");

    /// <summary>The ADO.NET connection string of one relational database (or, in Embedded mode, of any database).</summary>
    public string ConnectionStringOf(string database) => Mode == StorageMode.Embedded
        ? new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder { DataSource = FileOf(database), DefaultTimeout = 30 }.ToString()
        : WithPoolDefaults(ConnectionStrings[KeyOf(database)]);

    /// <summary>The settings key under <c>ConnectionStrings</c> that leads to a database.</summary>
    public static string KeyOf(string database) => database switch
    {
        DatabaseNames.Auth => "Auth",
        DatabaseNames.Events => "Events",
        DatabaseNames.Enrollments => "Enrollments",
        DatabaseNames.Chat or DatabaseNames.Notifications => "Mongo",
        _ => throw new ArgumentOutOfRangeException(nameof(database), database, "Not a database of MOV."),
    };

    // database-schema.md, "PostgreSQL Connection Pool": max 5, min 0, acquire 30 s, idle 10 s. What the string says itself wins,
    // but for the zone: times are UTC everywhere.
    private static string WithPoolDefaults(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        void Default(string keyword, object value)
        {
            if (!given.Keys.Contains(keyword, StringComparer.OrdinalIgnoreCase))
            {
                given[keyword] = value;
            }
        }

        Default("Maximum Pool Size", 5);
        Default("Minimum Pool Size", 0);
        Default("Timeout", 30);
        Default("Connection Idle Lifetime", 10);
        Default("Connection Pruning Interval", 5);
        // Nothing is left in a session that the next one could find: no session lock, no temporary table, settings of a transaction only.
        Default("No Reset On Close", true);
        given.Timezone = "UTC";
        return given.ToString();
    }
}

/// <summary>The five databases (database-schema.md).</summary>
public static class DatabaseNames
{
    /// <summary>Accounts.</summary>
    public const string Auth = "mov_auth";

    /// <summary>Events and their lifecycle.</summary>
    public const string Events = "mov_events";

    /// <summary>Enrollments, waitlist, seats.</summary>
    public const string Enrollments = "mov_enrollments";

    /// <summary>Chat messages.</summary>
    public const string Chat = "mov_chat";

    /// <summary>Notifications.</summary>
    public const string Notifications = "mov_notifications";
}
