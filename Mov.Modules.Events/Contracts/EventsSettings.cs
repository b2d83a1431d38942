namespace Mov.Modules.Events.Contracts;

/// <summary>What an operator may decide about events (the section <c>Events</c> of the settings).</summary>
public sealed class EventsSettings
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Events";

    private static readonly string[] DefaultCategories = ["workshop", "meetup", "conference", "concert", "festival", "talk", "sports", "community"];

    /// <summary>The categories that a form offers, lower-case slugs of at most 50 characters; empty for the default ones (binding adds to a list, it does not replace).</summary>
    public IList<string> Categories { get; } = [];

    /// <summary>The IANA name of the zone that a form starts with.</summary>
    public string DefaultTimeZone { get; set; } = "Europe/Berlin";

    /// <summary>How long after its begin an event without an end is over.</summary>
    public TimeSpan CompleteAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The categories in force.</summary>
    public IReadOnlyList<string> OfferedCategories => Categories.Count > 0 ? [.. Categories.Distinct(StringComparer.Ordinal)] : DefaultCategories;
}
