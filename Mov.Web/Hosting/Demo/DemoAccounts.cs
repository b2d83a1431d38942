namespace Mov.Web.Hosting.Demo;

/// <summary>The accounts of the demo that one signs in with. Shown in Development only.</summary>
internal static class DemoAccounts
{
    /// <summary>Their e-mails, with what they are for.</summary>
    public static IReadOnlyList<(string Email, string For)> All { get; } =
    [
        (DemoStory.Organizer, "creates and runs events"),
        (DemoStory.Participant, "takes part in events"),
        (DemoStory.Admin, "administers accounts"),
    ];
}
