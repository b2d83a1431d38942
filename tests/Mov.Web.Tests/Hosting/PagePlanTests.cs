using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Testing;
using Mov.Web.Tests.Events;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.Hosting;

/// <summary>How the statements of the pages are served where there are no servers.</summary>
public sealed class PagePlanTests
{
    [Fact]
    public async Task No_page_reads_a_whole_table()
    {
        using var plans = new StatementPlans();
        // The comparison of all seats reads all of them, by its nature, and would begin meanwhile where this takes its time.
        await using var stage = new Stage(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Enrollments:ReconcileAfterStart"] = "1.00:00:00" });
        var (olga, ada, root) = (await stage.PersonAsync(UserRole.Organizer, "Olga"), await stage.PersonAsync(UserRole.Participant, "Ada"), await stage.Site.AdminAsync(Stage.Cancellation));
        var (swim, planned) = (await stage.PublishedEventAsync(olga), await stage.PlannedEventAsync(olga, title: "Later"));
        plans.Begin(stage.Site.Folder);
        await stage.EnrollAsync(swim, ada);
        await stage.Site.DrainAsync(Stage.Cancellation);
        string[] everybody = ["/", "/events", "/events?q=swim", "/events?q=sw", "/events?category=sports", "/events?from=2026-01-01&to=2100-01-01", "/events?page=2", "/events?view=month", $"/events/{swim.Id}", $"/events/{swim.Id}.ics", $"/events/{swim.Id}/cover.svg"];
        string[] owners = ["/organizer", "/organizer?page=2", $"/organizer/events/{swim.Id}", $"/organizer/events/{swim.Id}?q=ada", $"/organizer/events/{swim.Id}?kind=waiting", $"/organizer/events/{swim.Id}/edit", $"/organizer/events/{swim.Id}/participants.csv", $"/organizer/events/{planned.Id}", $"/organizer/events/{swim.Id}/cancel"];
        string[] participants = ["/my/events", "/my/events?page=2", "/notifications", "/notifications?unread=1", "/notifications/settings", "/account/profile", $"/events/{swim.Id}/cancel-enrollment"];
        string[] admins = ["/admin/accounts", "/admin/accounts?q=ada", "/admin/accounts?page=2", $"/admin/accounts/{ada.Id}/deactivate"];

        await OpenAsync(stage.Site.NewVisitor(), everybody);
        await OpenAsync(await stage.BrowserOfAsync(olga), [.. everybody, .. owners]);
        await OpenAsync(await stage.BrowserOfAsync(ada), [.. everybody, .. participants]);
        await OpenAsync(root, admins);
        await stage.RenameAsync(swim, "Winter swim, renamed");
        await stage.MoveAsync(planned, EventStatus.Published);
        await stage.MoveAsync(swim, EventStatus.Canceled);
        await stage.Site.DrainAsync(Stage.Cancellation);

        Assert.True(plans.Plans.Count > 55, $"Only {plans.Plans.Count} statements.");
        // Those who were ever deactivated are few, and an outbox holds what is due. Lists go along an index until their page is full; an admin's search of accounts looks at
        // each, and their number is counted by the narrowest index.
        Assert.Empty(plans.FindWholeTables("o", "idx_outbox_due", "idx_events_public", "u", "idx_users_normalized_email"));
    }

    private static async Task OpenAsync(Visitor visitor, string[] pages)
    {
        foreach (var page in pages)
        {
            Assert.True((int)(await visitor.GetAsync(page, Stage.Cancellation)).Status < 400, page);
        }
    }
}
