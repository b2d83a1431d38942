using Bunit;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Web.Pages.My;
using Mov.Web.Tests.Components;

namespace Mov.Web.Tests.My;

public sealed class PlaceListTests : ComponentContext
{
    [Theory]
    [InlineData(EnrollmentStatus.Enrolled, null, EventStatus.Published, "You are enrolled")]
    [InlineData(EnrollmentStatus.Waitlisted, 3, EventStatus.Published, "You are number 3 on the waitlist")]
    [InlineData(EnrollmentStatus.Enrolled, null, EventStatus.Running, "You are enrolled|Running")]
    [InlineData(EnrollmentStatus.Enrolled, null, EventStatus.Canceled, "You were enrolled|Canceled")]
    [InlineData(EnrollmentStatus.Enrolled, null, EventStatus.Completed, "You had a seat|Completed")]
    [InlineData(EnrollmentStatus.Waitlisted, 3, EventStatus.Completed, "You were on the waitlist|Completed")]
    [InlineData(EnrollmentStatus.Canceled, null, EventStatus.Published, "Given back")]
    public void A_place_says_what_it_is_or_was(EnrollmentStatus status, int? place, EventStatus of, string said)
    {
        var list = RenderList(new PlaceRow(new OwnEnrollment(5, status, place, Some.Evening), Some.Event(status: of)));

        Assert.Equal(said, string.Join('|', list.FindAll(".badge").Select(badge => badge.TextContent)));
        Assert.Equal("Lantern market", list.Find("h3 a[href='/events/5']").TextContent);
    }

    [Fact]
    public void An_event_that_is_gone_still_has_its_line()
    {
        var list = RenderList(new PlaceRow(new OwnEnrollment(5, EnrollmentStatus.Canceled, null, Some.Evening), null));

        Assert.Equal("An event that is no longer there", list.Find("h3").TextContent);
        Assert.Equal("History of this event", list.Find("a.btn").TextContent);
    }

    [Fact]
    public void A_place_tells_its_history_when_asked_and_without_places_there_is_no_section()
    {
        var row = new PlaceRow(new OwnEnrollment(5, EnrollmentStatus.Enrolled, null, Some.Evening), Some.Event());
        var asked = Render<PlaceList>(one => one
            .Add(l => l.Title, "Coming up").Add(l => l.Rows, [row]).Add(l => l.LinkToHistory, id => $"?history={id}")
            .Add(l => l.HistoryOf, 5).Add(l => l.History, [new HistoryEntry(Some.Evening, null, EnrollmentStatus.Enrolled, "You took a seat.")]));

        Assert.Equal("true", asked.Find("a[href='?history=5']").GetAttribute("aria-expanded"));
        Assert.Contains("You took a seat.", asked.Find("details[open]").TextContent, StringComparison.Ordinal);
        Assert.Equal("false", RenderList(row).Find("a[href='?history=5']").GetAttribute("aria-expanded"));
        Assert.Equal("", RenderList().Markup.Trim());
    }

    private IRenderedComponent<PlaceList> RenderList(params PlaceRow[] rows) =>
        Render<PlaceList>(one => one.Add(l => l.Title, "Coming up").Add(l => l.Rows, rows).Add(l => l.LinkToHistory, id => $"?history={id}"));
}
