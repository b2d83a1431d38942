namespace Mov.Web.Components;

/// <summary>How much of a moment is said.</summary>
public enum TimeLength
{
    /// <summary>Sat 5 Dec · 19:30</summary>
    Short,

    /// <summary>Saturday, 5 December 2026, 19:30</summary>
    Long,

    /// <summary>Sat 5 Dec 2026</summary>
    Day,

    /// <summary>19:30</summary>
    Clock,
}
