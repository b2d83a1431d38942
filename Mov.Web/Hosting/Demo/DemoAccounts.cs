using Microsoft.Extensions.Localization;

namespace Mov.Web.Hosting.Demo;

/// <summary>The accounts of the demo that one signs in with. Shown in Development only.</summary>
internal static class DemoAccounts
{
    /// <summary>Their e-mails.</summary>
    public static IReadOnlyList<string> All { get; } = [DemoStory.Organizer, DemoStory.Participant, DemoStory.Admin];

    /// <summary>What one of them is for.</summary>
    public static string For(IStringLocalizer<Texts> t, string email) => email switch
    {
        DemoStory.Organizer => t["Organizes events"],
        DemoStory.Participant => t["Takes part in events"],
        _ => t["administers accounts"],
    };
}
