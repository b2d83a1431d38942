namespace Mov.Testing.Invariants;

/// <summary>Exactly one notification per thing that happened: each entry of the history told its person, each last seat the organizer,
/// and each cancellation everyone who was in.</summary>
internal static class ToldOnce
{
    private static readonly HashSet<string> Types = ["REGISTRATION", "WAITLISTED", "PROMOTED", "ENROLLMENT_CANCELED", "EVENT_FULL", "EVENT_CANCELED"];

    public static IEnumerable<string> FindViolations(IReadOnlyList<EventFacts> events, SeatFacts seats, MessagingFacts messaging)
    {
        var happened = Count(seats.History.Select(change => (change.EventId, change.UserId, Type: TypeOf(change)))
            .Concat(Filled(events, seats))
            .Concat(Canceled(events, seats)));
        var told = Count(messaging.Notifications
            .Where(notification => notification.EventId is not null && Types.Contains(notification.Type))
            .Select(notification => (notification.EventId!.Value, notification.UserId, notification.Type)));
        return happened.Keys.Union(told.Keys)
            .Where(key => happened.GetValueOrDefault(key) != told.GetValueOrDefault(key))
            .Select(key => $"Event {key.EventId}: {key.Type} happened to person {key.UserId} {happened.GetValueOrDefault(key)} times and was told {told.GetValueOrDefault(key)} times.");
    }

    private static string TypeOf(SeatFacts.Change change) => (change.From, change.To) switch
    {
        ("WAITLISTED", "ENROLLED") => "PROMOTED",
        (_, "ENROLLED") => "REGISTRATION",
        (_, "WAITLISTED") => "WAITLISTED",
        _ => "ENROLLMENT_CANCELED",
    };

    /// <summary>The last seat was taken (again); one that only passes from hand to hand never was free.</summary>
    private static IEnumerable<(int EventId, int UserId, string Type)> Filled(IReadOnlyList<EventFacts> events, SeatFacts seats)
    {
        var organizers = events.ToDictionary(one => one.EventId, one => one.OrganizerId);
        return seats.History
            .Where(change => change.To == "ENROLLED" && change.Taken >= change.Capacity && change.Reason is ("SEAT_TAKEN" or "SEATS_ADDED" or "EVENT_OPENED"))
            .Where(change => organizers.ContainsKey(change.EventId))
            .Select(change => (change.EventId, organizers[change.EventId], "EVENT_FULL"));
    }

    private static IEnumerable<(int EventId, int UserId, string Type)> Canceled(IReadOnlyList<EventFacts> events, SeatFacts seats) =>
        from one in events
        where one.Status == "Canceled"
        from person in seats.HoldersOf(one.EventId).Union(seats.WaitingFor(one.EventId))
        select (one.EventId, person, "EVENT_CANCELED");

    private static Dictionary<(int EventId, int UserId, string Type), int> Count(IEnumerable<(int EventId, int UserId, string Type)> all) =>
        all.GroupBy(one => one).ToDictionary(group => group.Key, group => group.Count());
}
