using Mov.Modules.Events.Contracts;

namespace Mov.Modules.Events.Data;

/// <summary>A row of <c>events</c> (database-schema.md). What is nullable here may be NULL in a row that another client wrote.</summary>
internal sealed class Event
{
    public int Id { get; set; }

    public int OrganizerId { get; set; }

    public required string Title { get; set; }

    public string? Description { get; set; }

    public DateTime Date { get; set; }

    public string? Location { get; set; }

    public int MaxParticipants { get; set; }

    public int? CurrentParticipants { get; set; }

    public required string Category { get; set; }

    public EventStatus Status { get; set; }

    public DateTime? CreatedAt { get; set; }

    public DateTime? UpdatedAt { get; set; }

    // Added to the seed's columns from here on.

    public DateTime? EndsAt { get; set; }

    public string? TimeZone { get; set; }

    /// <summary>How many minutes local time is ahead of UTC at <see cref="Date"/>.</summary>
    public int? UtcOffset { get; set; }

    /// <summary>The day on which it begins where it takes place; computed by the database, so that it also fits what another client writes.</summary>
    public DateOnly? LocalDate { get; set; }

    /// <summary>The version of the seat row that <see cref="CurrentParticipants"/> comes from.</summary>
    public long? SeatsVersion { get; set; }

    /// <summary>While a change that takes seats away is under way, no more than this many are given; 0 for none.</summary>
    public int? SeatHold { get; set; }

    /// <summary>When the hold ends by itself, should whoever set it be gone.</summary>
    public DateTime? SeatHoldUntil { get; set; }

    /// <summary>The version that an editor hands back.</summary>
    public DateTime Version => UpdatedAt ?? CreatedAt ?? DateTime.UnixEpoch;
}

/// <summary>What the organizers' accounts are, as far as events must know: a row where an account was ever deactivated.</summary>
internal sealed class OrganizerStanding
{
    public int OrganizerId { get; set; }

    public bool IsActive { get; set; }

    /// <summary>The newest delivery of Auth's outbox that was heard, so that late and repeated ones change nothing.</summary>
    public long DecidedBy { get; set; }

    public DateTime ChangedAt { get; set; }
}
