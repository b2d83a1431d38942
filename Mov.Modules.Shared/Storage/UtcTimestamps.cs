using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Mov.Modules.Shared.Storage;

/// <summary>The one place where UTC meets the databases: the seed's TIMESTAMP is <c>timestamp without time zone</c> and always UTC,
/// and Npgsql refuses a <see cref="DateTime"/> of kind UTC there.</summary>
public static class UtcTimestamps
{
    /// <summary>Stores every <see cref="DateTime"/> of a model as UTC without a zone and reads it back with kind UTC.</summary>
    public static void StoreTimesAsUtc(this ModelConfigurationBuilder configuration, bool postgres)
    {
        var times = configuration.Properties<DateTime>().HaveConversion<Converter>();
        if (postgres)
        {
            times.HaveColumnType("timestamp without time zone");
        }
    }

    /// <summary>The same instant as it is written to a column by hand-written SQL.</summary>
    public static DateTime ToColumn(this DateTime utc) => DateTime.SpecifyKind(utc, DateTimeKind.Unspecified);

    /// <summary>A column's value as hand-written SQL reads it.</summary>
    public static DateTime FromColumn(this DateTime stored) => DateTime.SpecifyKind(stored, DateTimeKind.Utc);

    /// <summary>Now in UTC, cut to the microseconds that PostgreSQL keeps, so that what was written equals what is read.</summary>
    public static DateTime UtcNow(this TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
    }

    private sealed class Converter() : ValueConverter<DateTime, DateTime>(utc => utc.ToColumn(), stored => stored.FromColumn());
}
