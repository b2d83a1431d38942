using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Live;
using Mov.Web.Covers;
using Mov.Web.Pages.Events;
using Mov.Web.Tests.Components;

namespace Mov.Web.Tests.Events;

public sealed class EventPartsTests : ComponentContext
{
    public EventPartsTests()
    {
        Services.AddSingleton(TimeProvider.System).AddSingleton(Stub.Of<ILiveUpdates>()).AddSingleton(Stub.Of<IEnrollments>()).AddSingleton(Stub.Of<IEventCatalog>());
        RenderStill();
    }

    [Fact]
    public void A_card_says_when_what_where_and_how_many_seats_and_leads_to_the_event()
    {
        var card = Render<EventCard>(one => one.Add(c => c.Meeting, Some.Event()));

        Assert.Equal("Sat 5 Dec · 19:30", card.Find("time").TextContent);
        Assert.Equal("Lantern market", card.Find("h2 a[href='/events/5']").TextContent);
        Assert.Equal("Town square", card.Find(".where").TextContent);
        Assert.Contains("7 seats left", card.Find(".seats").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll(".badge"));
    }

    [Fact]
    public void A_card_says_what_is_unknown_under_way_and_full_by_the_newest_count()
    {
        var meeting = Some.Event(status: EventStatus.Running, location: " ");
        var card = Render<EventCard>(one => one.Add(c => c.Meeting, meeting).Add(c => c.Seats, new SeatCount(5, Capacity: 10, Taken: 10, Waiting: 4, IsOpen: false)));

        Assert.Equal("Place not announced yet", card.Find(".where").TextContent);
        Assert.Equal(["Running", "Full · waitlist 4"], card.FindAll(".badge").Select(badge => badge.TextContent));
    }

    [Fact]
    public void A_cover_is_drawn_and_is_decoration() =>
        Assert.Equal("true", Render<Cover>(one => one.Add(c => c.EventId, 5).Add(c => c.Category, "festival").Add(c => c.Title, "A")).Find(".cover svg").GetAttribute("aria-hidden"));

    [Theory]
    [InlineData(null, "19:30 · Berlin time")]
    [InlineData(2.0, "19:30 – 21:30 · Berlin time")]
    [InlineData(30.0, "19:30 – Mon 7 Dec, 01:30 · Berlin time")]
    public void The_panel_says_from_when_to_when_and_in_whose_time(double? hours, string said)
    {
        var ends = hours is { } length ? Some.Evening.AddHours(length) : (DateTime?)null;

        var panel = RenderPanel(Some.Event(ends: ends));

        Assert.Equal(said, panel.Find("dd .num").TextContent);
    }

    [Theory]
    [InlineData(EventStatus.Published, 3, "Enroll", true)]
    [InlineData(EventStatus.Published, 10, "Join waitlist", true)]
    [InlineData(EventStatus.Running, 3, null, true)]
    [InlineData(EventStatus.Canceled, 3, null, false)]
    public void A_visitor_is_led_to_the_sign_in_while_places_are_given(EventStatus status, int taken, string? press, bool calendar)
    {
        var panel = RenderPanel(Some.Event(status: status, taken: taken));

        Assert.Equal(press, panel.FindAll("a.main").SingleOrDefault()?.TextContent);
        if (press is not null)
            Assert.Equal("/account/login?ReturnUrl=%2Fevents%2F5", panel.Find("a.main").GetAttribute("href"), ignoreCase: true);
        Assert.Equal(calendar, panel.FindAll("a[href='/events/5.ics']").Count == 1);
    }

    [Fact]
    public void What_happened_to_a_place_is_told_in_order_and_folded_until_asked_for()
    {
        HistoryEntry[] entries =
        [
            new(Some.Evening, null, EnrollmentStatus.Waitlisted, "The event was full."), new(Some.Evening.AddHours(1), EnrollmentStatus.Waitlisted, EnrollmentStatus.Enrolled, "A seat became free."),
        ];
        var history = Render<PlaceHistory>(one => one.Add(h => h.Entries, entries).Add(h => h.TimeZone, "Europe/Berlin"));

        Assert.Equal(["The event was full.", "A seat became free."], history.FindAll("li > span:last-child").Select(item => item.TextContent));
        Assert.Equal("Sat 5 Dec · 19:30", history.Find("time").TextContent);
        Assert.False(history.Find("details").HasAttribute("open"));
        Assert.True(Render<PlaceHistory>(one => one.Add(h => h.Entries, entries).Add(h => h.IsOpen, true)).Find("details").HasAttribute("open"));
    }

    [Fact]
    public void Addresses_in_what_somebody_wrote_are_links_that_tell_nobody_where_one_came_from_and_the_rest_is_text()
    {
        var text = Render<LinkedText>(one => one.Add(l => l.Text, "See https://mov.example/a?b=1 <b>now</b>"));

        var link = text.Find("a");
        Assert.Equal("https://mov.example/a?b=1", link.GetAttribute("href"));
        Assert.Contains("noreferrer", link.GetAttribute("rel"), StringComparison.Ordinal);
        Assert.Empty(text.FindAll("b"));
        Assert.Contains("<b>now</b>", System.Net.WebUtility.HtmlDecode(text.Markup), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FilterProblem.NotADay, "year-month-day")]
    [InlineData(FilterProblem.EndsBeforeItBegins, "before the first")]
    [InlineData(FilterProblem.NotOrdinary, "at most 200")]
    public void A_filter_that_cannot_be_read_is_answered_at_its_own_field(FilterProblem problem, string said)
    {
        var errors = new Dictionary<string, FilterProblem>(StringComparer.Ordinal) { ["from"] = problem };

        Assert.Contains(said, Render<BrowseError>(one => one.Add(e => e.Field, "from").Add(e => e.Errors, errors)).Find("#from-error").TextContent, StringComparison.Ordinal);
        Assert.Empty(Render<BrowseError>(one => one.Add(e => e.Field, "to").Add(e => e.Errors, errors)).Markup.Trim());
    }

    [Theory]
    [InlineData(EventStatus.Published, 3, ReaderKind.Participant, null, "Enroll", null)]
    [InlineData(EventStatus.Published, 10, ReaderKind.Participant, null, "Join waitlist", "All seats are taken.")]
    [InlineData(EventStatus.Published, 10, ReaderKind.Participant, 0, "Cancel enrollment", null)]
    [InlineData(EventStatus.Published, 10, ReaderKind.Participant, 3, "Leave waitlist", "You move up by yourself")]
    [InlineData(EventStatus.Running, 3, ReaderKind.Participant, 0, null, "It has begun.")]
    [InlineData(EventStatus.Completed, 3, ReaderKind.Participant, null, null, "This event is over.")]
    [InlineData(EventStatus.Canceled, 3, ReaderKind.Participant, 3, null, "This event does not take place.")]
    [InlineData(EventStatus.Published, 3, ReaderKind.OtherOrganizer, null, null, "Seats are for accounts that take part.")]
    [InlineData(EventStatus.Planning, 0, ReaderKind.Owner, null, null, "Only you see this event")]
    [InlineData(EventStatus.Published, 3, ReaderKind.Visitor, null, null, null)]
    public void Seats_offer_each_reader_the_one_thing_to_do_and_say_what_will_happen(EventStatus status, int taken, ReaderKind reader, int? place, string? press, string? hint)
    {
        Placement? placement = place switch { null => null, 0 => new Placement.Enrolled(), { } number => new Placement.Waitlisted(number) };
        var seats = Render<LiveSeats>(one => one
            .Add(s => s.EventId, 5).Add(s => s.Reader, reader).Add(s => s.Standing, Standing.Of(Some.Event(status: status, taken: taken), null, placement)));

        Assert.Equal(press, seats.FindAll("button").FirstOrDefault()?.TextContent);
        Assert.Equal(place switch { null => null, 0 => "You are enrolled", _ => $"You are number {place} on the waitlist" }, seats.FindAll("[aria-live=polite] p").SingleOrDefault()?.TextContent);
        Assert.Equal(hint is null, seats.FindAll(".live > p.muted").Count == 0);
        Assert.Contains(hint ?? "", seats.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<EventPanel> RenderPanel(EventDetails meeting) =>
        Render<EventPanel>(one => one.Add(p => p.Meeting, meeting).Add(p => p.Standing, Standing.Of(meeting, null, null)));
}
