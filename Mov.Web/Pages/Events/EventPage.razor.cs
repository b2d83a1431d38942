using System.Globalization;
using Ardalis.Result;
using Microsoft.AspNetCore.Components;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Web.Hosting.PublicPages;
using Mov.Web.Hosting.Sessions;

namespace Mov.Web.Pages.Events;

/// <summary>One event: facts, seats, one's own place, the room.</summary>
public sealed partial class EventPage(IEventCatalog catalog, IEnrollments enrollments, IEventChat chat, NavigationManager navigation)
{
    [CascadingParameter] public required HttpContext Http { get; set; }

    [Inject] private PublicEvents Events { get; set; } = default!;

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
        // Visitors' pages are made of two answers that do not need each other.
        var counting = UserId is null ? enrollments.CountSeatsAsync([Id], Left) : null;
        var found = await Events.GetAsync(catalog, Id, UserId, Left);
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
        var participant = Reader == ReaderKind.Participant ? UserId : null;
        var own = counting is not null && (await counting).TryGetValue(Id, out var seats) ? new OwnPlace(seats, null, null) : await enrollments.FindPlaceAsync(Id, UserId, Left);
        Standing = Standing.Of(Meeting, own?.Seats, participant is null ? null : own?.Placement);
        Access = UserId is { } reader ? Meeting.AccessFor(reader, own?.Placement is Placement.Enrolled) : RoomAccess.None;
        History = participant is { } person && own?.Status is not null && await enrollments.ReadHistoryAsync(person, Id, person, Left) is { IsSuccess: true } history ? history.Value : [];
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
