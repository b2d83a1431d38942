namespace Mov.Modules.Events.Management;

/// <summary>Local times of an event's zone, and the instants they stand for.</summary>
internal static class ZonedTime
{
    /// <summary>The zone of an IANA name, or <see langword="null"/>.</summary>
    public static TimeZoneInfo? FindZone(string? name) =>
        name is { Length: > 0 and <= 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : null;

    /// <summary>Whether a clock change leaves this time out.</summary>
    public static bool IsSkipped(DateTime local, TimeZoneInfo zone) => zone.IsInvalidTime(Unzoned(local));

    /// <summary>The instant of a local time. One that a clock change repeats is the earlier of the two, so that nobody comes too late,
    /// unless that is not after <paramref name="after"/>; an instant that is there already (<paramref name="current"/>) stays as long as its local minute does.</summary>
    public static DateTime ToUtc(DateTime local, TimeZoneInfo zone, DateTime? current = null, DateTime? after = null)
    {
        local = Unzoned(local);
        if (current is { } kept && ToMinute(ToLocal(kept, zone)) == ToMinute(local))
        {
            return kept;
        }

        if (!zone.IsAmbiguousTime(local))
        {
            return DateTime.SpecifyKind(local - zone.GetUtcOffset(local), DateTimeKind.Utc);
        }

        DateTime[] instants = [.. zone.GetAmbiguousTimeOffsets(local).Select(offset => DateTime.SpecifyKind(local - offset, DateTimeKind.Utc)).Order()];
        return after is null || instants[0] > after ? instants[0] : instants[^1];
    }

    /// <summary>What the clocks of the zone show at an instant.</summary>
    public static DateTime ToLocal(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);

    // A form's time is local to the draft's zone whatever its kind says; databases keep microseconds.
    private static DateTime Unzoned(DateTime local) => new(local.Ticks - (local.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Unspecified);

    private static DateTime ToMinute(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Unspecified);
}
