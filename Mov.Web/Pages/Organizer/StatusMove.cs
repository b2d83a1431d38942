using Microsoft.Extensions.Localization;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Languages;

namespace Mov.Web.Pages.Organizer;

/// <summary>A move of an event that cannot be taken back, and how it is asked for.</summary>
/// <param name="Path">The last part of its page's address.</param>
/// <param name="To">The state it leads to; none where the event is gone.</param>
/// <param name="TakesAway">Whether people lose something by it.</param>
internal sealed record StatusMove(string Path, EventStatus? To, bool TakesAway)
{
    private static readonly StatusMove Start = new("start", EventStatus.Running, TakesAway: false);
    private static readonly StatusMove Complete = new("complete", EventStatus.Completed, TakesAway: false);
    private static readonly StatusMove Cancel = new("cancel", EventStatus.Canceled, TakesAway: true);
    private static readonly StatusMove Delete = new("delete", To: null, TakesAway: true);

    /// <summary>The button.</summary>
    public string Label(IStringLocalizer<Texts> t) => To switch
    {
        EventStatus.Running => t["Start"],
        EventStatus.Completed => t["Complete"],
        EventStatus.Canceled => t["Cancel event"],
        _ => t["Delete"],
    };

    /// <summary>What is asked.</summary>
    public string Question(IStringLocalizer<Texts> t) => To switch
    {
        EventStatus.Running => t["Start it now?"],
        EventStatus.Completed => t["Is it over?"],
        EventStatus.Canceled => t["Cancel this event for everyone?"],
        _ => t["Delete this event?"],
    };

    /// <summary>The button that does nothing.</summary>
    public string Keep(IStringLocalizer<Texts> t) => TakesAway ? t["Keep the event"] : t["Not yet"];

    /// <summary>The move behind a page's address.</summary>
    public static StatusMove? Find(string path) => new[] { Start, Complete, Cancel, Delete }.FirstOrDefault(move => move.Path.Equals(path, StringComparison.OrdinalIgnoreCase));

    /// <summary>The moves that a state offers (publishing aside, which takes nothing from anyone).</summary>
    public static IReadOnlyList<StatusMove> From(EventStatus status) => status switch
    {
        EventStatus.Planning => [Delete, Cancel],
        EventStatus.Published => [Start, Cancel],
        EventStatus.Running => [Complete],
        _ => [],
    };

    /// <summary>What will happen, exactly.</summary>
    public string Consequence(IStringLocalizer<Texts> t, SeatCount seats) => To switch
    {
        EventStatus.Running => $"{t["Nobody can enroll or give a seat back from then on."]} {Told(t, seats.Taken)}",
        EventStatus.Completed => t["The room closes and stays to read. This cannot be taken back."],
        EventStatus.Canceled => $"{t["It stays visible as canceled, and cannot be published again."]} {Told(t, seats.Taken + seats.Waiting)}",
        _ => t["Nobody but you has seen it. It is gone for good."],
    };

    private static string Told(IStringLocalizer<Texts> t, int people) =>
        people == 0 ? t["Nobody is enrolled, so nobody is told."] : t.Count(people, "{0} participant will be told.", "{0} participants will be told.");
}
