namespace Mov.Web.Pages.Organizer;

/// <summary>How many seats an event shall have, as it is typed.</summary>
public sealed class CapacityForm
{
    public string? MaxParticipants { get; set; }
}
