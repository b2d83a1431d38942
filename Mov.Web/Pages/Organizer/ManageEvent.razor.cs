using System.Globalization;
using Ardalis.Result;
using Microsoft.AspNetCore.Components;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared;
using Mov.Web.Components;
using Mov.Web.Hosting.Sessions;
using Mov.Web.Pages.Events;

namespace Mov.Web.Pages.Organizer;

/// <summary>One's own event: its state and what comes next, seats, the people.</summary>
public sealed partial class ManageEvent(IEventCatalog catalog, IEventManagement management, IEnrollments enrollments, NavigationManager navigation)
{
    private EventDetails? _meeting;
    private SeatCount? _seats;
    private Page<Attendee> _attendees = new([], 1, 50, 0);
    private Ardalis.Result.IResult? _resized;
    private string? _problem;
    private int? _refusal;

    [CascadingParameter] public required HttpContext Http { get; set; }

    [Parameter] public int Id { get; set; }

    [SupplyParameterFromQuery] public string? Tab { get; set; }

    [SupplyParameterFromQuery] public string? Q { get; set; }

    [SupplyParameterFromQuery] public string? Page { get; set; }

    [SupplyParameterFromQuery] public string? Done { get; set; }

    [SupplyParameterFromForm(FormName = "capacity")] public CapacityForm? Capacity { get; set; }

    private string Address => string.Create(CultureInfo.InvariantCulture, $"/organizer/events/{Id}");

    private bool IsEditable => _meeting?.Status is EventStatus.Planning or EventStatus.Published;

    private string? Said => Done switch
    {
        "created" => T["Saved. Nobody sees it yet: publish it when it is ready."],
        "saved" => T["Your changes are saved."],
        "published" => T["It is public now, and people can enroll."],
        "start" => T["The event is running."],
        "complete" => T["The event is completed."],
        "cancel" => T["The event is canceled, and everyone is told."],
        "seats" => T["The number of seats is changed."],
        "removed" => T["That person no longer has a place and is told."],
        _ => (string?)null,
    };

    private string NextStep => _meeting?.Status switch
    {
        EventStatus.Planning => T["Only you see this event. Once it is published, people find it and enroll."],
        EventStatus.Published => T["People enroll until it begins. It starts by itself at the time you set, or earlier when you start it."],
        EventStatus.Running => T["It is under way and completes by itself, or now when you say so."],
        EventStatus.Completed => T["It is over. The lists and the room stay here to read."],
        EventStatus.Canceled => T["It does not take place. The lists and the room stay here to read."],
        _ => string.Empty,
    };

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        if (_meeting is not null)
            Capacity ??= new CapacityForm { MaxParticipants = _meeting.MaxParticipants.ToString(CultureInfo.InvariantCulture) };
    }

    private async Task LoadAsync()
    {
        (var meeting, _refusal) = await catalog.FindOwnAsync(Id, Http);
        if (meeting is null)
            return;
        _meeting = meeting;
        var seats = await enrollments.CountSeatsAsync(Id, Http.RequestAborted);
        _seats = seats.IsSuccess ? seats.Value : new SeatCount(Id, meeting.MaxParticipants, meeting.CurrentParticipants, 0, meeting.Status == EventStatus.Published);
        var kind = Tab == "waitlist" ? AttendeeKind.Waitlist : AttendeeKind.Participants;
        var number = int.TryParse(Page, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1;
        var attendees = await enrollments.ListAttendeesAsync(Http.User.UserId(), Id, kind, string.IsNullOrWhiteSpace(Q) ? null : Q.Trim(), number, Http.RequestAborted);
        if (attendees.IsSuccess)
            _attendees = attendees.Value;
        else
            _problem = Answers.Sentence(attendees, T);
    }

    private async Task PublishAsync()
    {
        if (_refusal is not null)
            return;
        var published = await management.ChangeStatusAsync(Http.User.UserId(), Id, EventStatus.Published, Http.RequestAborted);
        await AnswerAsync(published, "published");
    }

    private async Task ResizeAsync()
    {
        if (_refusal is not null)
            return;
        List<ValidationError> errors = [];
        var count = EventForm.ReadCount(nameof(CapacityForm.MaxParticipants), Capacity!.MaxParticipants, errors, T);
        if (count is null && errors.Count == 0)
            errors.Add(new ValidationError(nameof(CapacityForm.MaxParticipants), T["Say how many seats there are."]));
        if (errors.Count > 0)
        {
            _resized = Result.Invalid(errors);
            return;
        }

        var resized = await management.ResizeAsync(Http.User.UserId(), Id, count!.Value, Http.RequestAborted);
        if (resized.Status == ResultStatus.Invalid)
            _resized = resized;
        else
            await AnswerAsync(resized, "seats");
    }

    private async Task AnswerAsync(Ardalis.Result.IResult result, string done)
    {
        if (result.Status == ResultStatus.Ok)
        {
            navigation.NavigateTo($"{Address}?done={done}");
            return;
        }

        var sentence = Http.Refuse(result);
        await LoadAsync();
        _problem = sentence;
        _refusal ??= Refusals.PageOf(result);
    }
}
