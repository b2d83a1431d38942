using Bunit;
using Mov.Modules.Events.Contracts;
using Mov.Web.Components;
using Mov.Web.Hosting.Sessions;

namespace Mov.Web.Tests.Components;

public sealed class SmallComponentTests : ComponentContext
{
    [Theory]
    [InlineData(0, 10, 0, "10 seats left", null)]
    [InlineData(9, 10, 0, "1 seat left", null)]
    [InlineData(10, 10, 0, "Full", "full")]
    [InlineData(10, 10, 7, "Full · waitlist 7", "full")]
    public void Seats_are_said_in_words(int taken, int capacity, int waiting, string said, string? full)
    {
        var meter = Render<SeatMeter>(seats => seats.Add(m => m.Taken, taken).Add(m => m.Capacity, capacity).Add(m => m.Waiting, waiting));

        Assert.Equal(said, meter.Find(".seats").TextContent.Trim());
        Assert.Equal(full is not null, meter.Find("svg").ClassList.Contains("full"));
    }

    [Theory]
    [InlineData(199, 200, "98")]
    [InlineData(1, 500, "2")]
    [InlineData(0, 500, "0")]
    [InlineData(12, 10, "100")]
    public void A_nearly_full_meter_does_not_look_full_and_one_seat_is_seen(int taken, int capacity, string width)
    {
        var meter = Render<SeatMeter>(seats => seats.Add(m => m.Taken, taken).Add(m => m.Capacity, capacity));

        Assert.Equal(width, meter.Find("rect").GetAttribute("width"));
    }

    [Theory]
    [InlineData("Ada Lind", "AL")]
    [InlineData("Noor van Dijk", "ND")]
    [InlineData("zoë", "Z")]
    [InlineData("  ", "?")]
    [InlineData("😀 Smile", "😀S")]
    public void A_face_shows_initials(string name, string initials) =>
        Assert.Equal(initials, Render<Avatar>(face => face.Add(f => f.Name, name)).Find("span").TextContent);

    [Theory]
    [InlineData(EventStatus.Planning, "plain")]
    [InlineData(EventStatus.Published, "ok")]
    [InlineData(EventStatus.Running, "live")]
    [InlineData(EventStatus.Completed, "plain")]
    [InlineData(EventStatus.Canceled, "stop")]
    public void A_status_is_a_word_and_a_tone(EventStatus status, string tone)
    {
        var badge = Render<StatusBadge>(one => one.Add(b => b.Status, status)).Find(".badge");

        Assert.Equal(status.ToString(), badge.TextContent);
        Assert.Contains(tone, badge.ClassList);
    }

    [Fact]
    public void A_time_is_said_in_the_zone_of_the_event_and_carries_the_moment()
    {
        using var english = new Culture("en");
        var time = Render<LocalTime>(one => one
            .Add(t => t.Utc, new DateTime(2026, 12, 5, 18, 30, 0, DateTimeKind.Utc)).Add(t => t.Zone, "Europe/Berlin"));

        Assert.Equal("Sat 5 Dec · 19:30", time.Find("time").TextContent);
        Assert.Equal("2026-12-05T18:30:00Z", time.Find("time").GetAttribute("datetime"));
        Assert.Equal("Europe/Berlin", time.Find("reader-time").GetAttribute("zone"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Moon/Crater")]
    public void A_time_without_a_known_zone_says_that_it_is_utc(string? zone)
    {
        using var english = new Culture("en");
        var time = Render<LocalTime>(one => one.Add(t => t.Utc, new DateTime(2026, 12, 5, 18, 30, 0, DateTimeKind.Utc)).Add(t => t.Zone, zone));

        Assert.Equal("Sat 5 Dec · 18:30 UTC", time.Find("time").TextContent);
    }

    [Fact]
    public void Pages_are_links_in_both_directions_and_nothing_when_there_is_one()
    {
        var middle = Render<Pager>(pager => pager.Add(p => p.Number, 2).Add(p => p.Count, 3).Add(p => p.Href, page => $"/events?page={page}"));
        var only = Render<Pager>(pager => pager.Add(p => p.Number, 1).Add(p => p.Count, 1).Add(p => p.Href, page => $"/events?page={page}"));

        Assert.Equal("/events?page=1", middle.Find("a[rel=prev]").GetAttribute("href"));
        Assert.Equal("/events?page=3", middle.Find("a[rel=next]").GetAttribute("href"));
        Assert.Equal("", only.Markup.Trim());
    }

    [Fact]
    public void An_empty_state_says_what_to_do_next()
    {
        var empty = Render<EmptyState>(one => one
            .Add(e => e.Title, "No events yet").AddChildContent("Create the first one.").Add(e => e.Action, "<a href=\"/organizer/events/new\">Create event</a>"));

        Assert.Equal("No events yet", empty.Find("h2").TextContent);
        Assert.NotNull(empty.Find("a[href='/organizer/events/new']"));
    }

    [Theory]
    [InlineData(Tone.Ok, "status")]
    [InlineData(Tone.Stop, "alert")]
    public void Bad_news_is_announced_at_once_and_good_news_politely(Tone tone, string role) =>
        Assert.Equal(role, Render<Notice>(one => one.Add(n => n.Tone, tone).AddChildContent("Done.")).Find(".note").GetAttribute("role"));

    [Theory]
    [InlineData("/events/5?x=1#top", "/events/5?x=1#top")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/a\nb", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Only_paths_of_this_site_are_returned_to(string? given, string expected) => Assert.Equal(expected, ReturnUrl.Safe(given));

    private sealed class Culture : IDisposable
    {
        private readonly System.Globalization.CultureInfo _before = System.Globalization.CultureInfo.CurrentCulture;

        public Culture(string name) => System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(name);

        public void Dispose() => System.Globalization.CultureInfo.CurrentCulture = _before;
    }
}
