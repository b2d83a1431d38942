using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Web.Pages.Events;

namespace Mov.Web.Pages.Organizer;

/// <summary>A move of an event that cannot be taken back, and how it is asked for.</summary>
/// <param name="Path">The last part of its page's address.</param>
/// <param name="Label">The button.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Keep">The button that does nothing.</param>
/// <param name="To">The state it leads to; none where the event is gone.</param>
/// <param name="TakesAway">Whether people lose something by it.</param>
internal sealed record StatusMove(string Path, string Label, string Question, string Keep, EventStatus? To, bool TakesAway)
{
    private static readonly StatusMove Start = new("start", "Start", "Start it now?", "Not yet", EventStatus.Running, TakesAway: false);
    private static readonly StatusMove Complete = new("complete", "Complete", "Is it over?", "Not yet", EventStatus.Completed, TakesAway: false);
    private static readonly StatusMove Cancel = new("cancel", "Cancel event", "Cancel this event for everyone?", "Keep the event", EventStatus.Canceled, TakesAway: true);
    private static readonly StatusMove Delete = new("delete", "Delete", "Delete this event?", "Keep the event", To: null, TakesAway: true);

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
    public string Consequence(SeatCount seats) => this switch
    {
        { To: EventStatus.Running } => $"Nobody can enroll or give a seat back from then on. {Told(seats.Taken)}",
        { To: EventStatus.Completed } => "The room closes and stays to read. This cannot be taken back.",
        { To: EventStatus.Canceled } => $"It stays visible as canceled, and cannot be published again. {Told(seats.Taken + seats.Waiting)}",
        _ => "Nobody but you has seen it. It is gone for good.",
    };

    private static string Told(int people) => people == 0 ? "Nobody is enrolled, so nobody is told." : $"{EventWords.Count(people, "participant", "participants")} will be told.";
}
