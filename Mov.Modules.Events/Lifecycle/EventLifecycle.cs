using System.Collections.Frozen;
using Microsoft.Extensions.Localization;
using Mov.Modules.Events.Contracts;

namespace Mov.Modules.Events.Lifecycle;

/// <summary>The states of an event and the moves between them (database-schema.md, "Event Status Flow").</summary>
internal static class EventLifecycle
{
    private static readonly FrozenDictionary<EventStatus, EventStatus[]> Moves = new Dictionary<EventStatus, EventStatus[]>
    {
        [EventStatus.Planning] = [EventStatus.Published, EventStatus.Canceled],
        [EventStatus.Published] = [EventStatus.Running, EventStatus.Canceled],
        [EventStatus.Running] = [EventStatus.Completed],
        [EventStatus.Completed] = [],
        [EventStatus.Canceled] = [],
    }.ToFrozenDictionary();

    public static bool CanMove(EventStatus from, EventStatus to) => Moves[from].Contains(to);

    public static bool CanEdit(EventStatus status) => status is EventStatus.Planning or EventStatus.Published;

    public static bool CanDelete(EventStatus status) => status is EventStatus.Planning;

    /// <summary>Why a move is refused, for the organizer to read.</summary>
    public static string Refuse(IStringLocalizer<EventsTexts> t, EventStatus from, EventStatus to) => (from, to) switch
    {
        (EventStatus.Completed, _) => t["This event is over; its status no longer changes."],
        (EventStatus.Canceled, _) => t["This event was canceled; its status no longer changes."],
        (EventStatus.Running, EventStatus.Canceled) => t["This event has begun and can no longer be canceled."],
        (EventStatus.Planning, EventStatus.Running) => t["Publish this event before you start it."],
        (_, EventStatus.Completed) => t["This event has not begun yet, so it cannot be completed."],
        (_, EventStatus.Planning) => t["A published event does not go back to planning."],
        _ => t["This event has begun already."],
    };

    /// <summary>Why an edit is refused, for the organizer to read.</summary>
    public static string RefuseEdit(IStringLocalizer<EventsTexts> t, EventStatus status) => status switch
    {
        EventStatus.Canceled => t["This event was canceled and can no longer be edited."],
        EventStatus.Completed => t["This event is over and can no longer be edited."],
        _ => t["This event has begun and can no longer be edited."],
    };
}
