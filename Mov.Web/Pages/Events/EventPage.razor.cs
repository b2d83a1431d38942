using System.Globalization;
using Ardalis.Result;
using Microsoft.AspNetCore.Components;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Web.Hosting.Sessions;

namespace Mov.Web.Pages.Events;

/// <summary>One event: facts, seats, one's own place, the room.</summary>
public sealed partial class EventPage(IEventCatalog catalog, IEnrollments enrollments, IEventChat chat, NavigationManager navigation)
{
    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public int Id { get; set; }

    /// <summary>What was just done, after the redirect that follows it.</summary>
    [SupplyParameterFromQuery] public string? Done { get; set; }

    /// <summary>Shows the room's messages before this one, where there is no circuit to fetch them.</summary>
    [SupplyParameterFromQuery] public string? Before { get; set; }

    /// <summary>Shows the room's messages after this one, likewise.</summary>
    [SupplyParameterFromQuery] public string? After { get; set; }

    /// <summary>Opens the room at this message.</summary>
    [SupplyParameterFromQuery] public string? Message { get; set; }

    /// <summary>Asks whether to remove this message, where there is no circuit to ask.</summary>
    [SupplyParameterFromQuery] public string? Remove { get; set; }

    /// <summary>Opens this message of one's own for editing, likewise.</summary>
    [SupplyParameterFromQuery] public string? Edit { get; set; }

    private int? Refusal { get; set; }

    private EventDetails? Meeting { get; set; }

    private Standing? Standing { get; set; }

    private ReaderKind Reader { get; set; }

    private int? UserId { get; set; }

    private RoomAccess Access { get; set; }

    /// <summary>What those on the waitlist read of the room.</summary>
    private IReadOnlyList<ChatMessage> Announced { get; set; } = [];

    private IReadOnlyList<HistoryEntry> History { get; set; } = [];

    private string? Problem { get; set; }

    private string Address => string.Create(CultureInfo.InvariantCulture, $"/events/{Id}");

    private string CategoryLink => BrowseFilter.Read(null, Meeting?.Category, null, null, null).LinkToPage(1);

    private string? Said => Done switch
    {
        "enrolled" when Standing is { IsEnrolled: true } => T["The seat is yours. We tell you here when something changes."],
        "waitlisted" when Standing?.Place is not null => T["You are on the waitlist. A seat that becomes free goes to the first in line by itself."],
        "left" when Standing is { HasPlace: false } => T["Done. You no longer have a place in this event."],
        _ => (string?)null,
    };

    private string RoomHint => Reader switch
    {
        ReaderKind.Participant when Standing?.Place is not null => T["The organizer and everyone with a seat talk here. It opens for you as soon as you have one."],
        ReaderKind.Participant when Standing is { IsOpen: true } => T["The organizer and everyone with a seat talk here. Enroll to join in."],
        _ => T["The organizer and everyone with a seat talk here."],
    };

    private CancellationToken Left => Http.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        UserId = Http.User.FindUserId();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var found = await catalog.GetAsync(Id, UserId, Left);
        if (!found.IsSuccess)
        {
            Refusal = Refusals.PageInsteadOf(found);
            return;
        }

        Meeting = found.Value;
        Reader = UserId switch
        {
            null => ReaderKind.Visitor,
            { } user when user == Meeting.OrganizerId => ReaderKind.Owner,
            _ when Http.User.IsInRole(Session.ParticipantRole) => ReaderKind.Participant,
            _ => ReaderKind.OtherOrganizer,
        };
        // First, because the first one who asks for an event's seats makes them known, with the places that another client gave.
        var seats = await enrollments.CountSeatsAsync(Id, Left);
        var participant = Reader == ReaderKind.Participant ? UserId : null;
        var placing = UserId is { } member ? enrollments.FindPlacementAsync(Id, member, Left) : Task.FromResult<Placement?>(null);
        var remembering = participant is { } own ? enrollments.ReadHistoryAsync(own, Id, own, Left) : Task.FromResult(Result<IReadOnlyList<HistoryEntry>>.Success([]));
        await Task.WhenAll(placing, remembering);
        var placement = await placing;
        Standing = Standing.Of(Meeting, seats.IsSuccess ? seats.Value : null, participant is null ? null : placement);
        Access = UserId is { } reader ? Meeting.AccessFor(reader, placement is Placement.Enrolled) : RoomAccess.None;
        History = await remembering is { IsSuccess: true } history ? history.Value : [];
        if (Access == RoomAccess.None && Standing.Place is not null && participant is { } waiting && await chat.ReadPinnedAsync(Id, waiting, Left) is { IsSuccess: true } announced)
            Announced = announced.Value;
    }

    private async Task EnrollAsync()
    {
        if (Refusal is not null || UserId is not { } participant)
            return;
        var placed = await enrollments.EnrollAsync(Id, participant, Left);
        if (placed.IsSuccess)
        {
            navigation.NavigateTo($"{Address}?done={(placed.Value is Placement.Waitlisted ? "waitlisted" : "enrolled")}");
            return;
        }

        Problem = Http.Refuse(placed);
        await LoadAsync();
        Refusal ??= Refusals.PageOf(placed);
    }
}
