using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Data;

/// <summary>A BSON Date holds milliseconds, so both stores do: what was written equals what is read.</summary>
internal static class StoredTimes
{
    public static DateTime ToMilliseconds(this DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);

    public static DateTime UtcMilliseconds(this TimeProvider time) => time.UtcNow().ToMilliseconds();
}
