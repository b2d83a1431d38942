namespace Mov.Testing.Invariants;

/// <summary>What <c>mov_events</c> says of an event, and <c>mov_auth</c> of its organizer.</summary>
/// <param name="EventId">The event.</param>
/// <param name="OrganizerId">Its organizer.</param>
/// <param name="Status">As the column says it.</param>
/// <param name="Capacity"><c>max_participants</c>.</param>
/// <param name="Participants"><c>current_participants</c>.</param>
/// <param name="OrganizerIsActive">Whether the organizer's account is.</param>
public sealed record EventFacts(int EventId, int OrganizerId, string Status, int Capacity, int Participants, bool OrganizerIsActive)
{
    /// <summary>Whether seats are to be given.</summary>
    public bool IsOpen => Status == "Published" && OrganizerIsActive;

    public static async Task<IReadOnlyList<EventFacts>> ReadAsync(string events, string auth, CancellationToken cancellationToken)
    {
        await using var accounts = await PlainDatabase.OpenAsync(auth, cancellationToken);
        var inactive = (await accounts.ReadAsync("SELECT id, is_active FROM users", row => (Id: row.Number(0), IsActive: row.IsDBNull(1) || row.Flag(1)), cancellationToken))
            .Where(account => !account.IsActive).Select(account => account.Id).ToHashSet();
        await using var connection = await PlainDatabase.OpenAsync(events, cancellationToken);
        return await connection.ReadAsync(
            "SELECT id, organizer_id, status, max_participants, COALESCE(current_participants, 0) FROM events ORDER BY id",
            row => new EventFacts(row.Number(0), row.Number(1), row.Text(2)!, row.Number(3), row.Number(4), !inactive.Contains(row.Number(1))),
            cancellationToken);
    }
}

/// <summary>What a relational database has still to tell.</summary>
/// <param name="Waiting">Rows to be delivered.</param>
/// <param name="Parked">Rows given up.</param>
/// <param name="LastError">Of a parked or failed row.</param>
public sealed record OutboxFacts(int Waiting, int Parked, string? LastError)
{
    public static async Task<OutboxFacts> ReadAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = await PlainDatabase.OpenAsync(connectionString, cancellationToken);
        var rows = await connection.ReadAsync("SELECT parked_at, type, last_error FROM outbox", row => (IsParked: !row.IsDBNull(0), Error: $"{row.Text(1)}: {row.Text(2)}"), cancellationToken);
        return new OutboxFacts(rows.Count(row => !row.IsParked), rows.Count(row => row.IsParked), rows.Select(row => row.Error).FirstOrDefault());
    }
}
