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
    [InlineData("en", 1, "1 of 1 seat")]
    [InlineData("en", 1200, "1,200 of 1,500 seats")]
    [InlineData("de", 1200, "1.200 von 1.500 Plätzen")]
    public void Seats_taken_are_said_as_the_language_writes_numbers(string language, int taken, string said)
    {
        using var spoken = Speak(language);
        var meter = Render<SeatMeter>(seats => seats.Add(m => m.Taken, taken).Add(m => m.Capacity, taken == 1 ? 1 : 1500).Add(m => m.ShowTaken, true));

        Assert.Contains(said, meter.Find(".seats").TextContent, StringComparison.Ordinal);
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

    [Theory]
    [InlineData(EventStatus.Published, "Veröffentlicht")]
    [InlineData(EventStatus.Running, "Läuft")]
    [InlineData(EventStatus.Canceled, "Abgesagt")]
    public void A_status_speaks_German(EventStatus status, string word)
    {
        using var german = Speak("de");

        Assert.Equal(word, Render<StatusBadge>(one => one.Add(b => b.Status, status)).Find(".badge").TextContent);
    }

    [Theory]
    [InlineData("en", TimeLength.Clock, "19:30")]
    [InlineData("en", TimeLength.Day, "Sat 5 Dec 2026")]
    [InlineData("en", TimeLength.Long, "Saturday, 5 December 2026, 19:30")]
    [InlineData("de", TimeLength.Short, "Sa, 5. Dez. · 19:30")]
    [InlineData("de", TimeLength.Long, "Samstag, 5. Dezember 2026, 19:30 Uhr")]
    public void A_time_is_as_long_as_asked_for_and_in_the_readers_language(string language, TimeLength length, string said)
    {
        using var spoken = Speak(language);
        var time = Render<LocalTime>(one => one
            .Add(t => t.Utc, new DateTime(2026, 12, 5, 18, 30, 0, DateTimeKind.Utc)).Add(t => t.Zone, "Europe/Berlin").Add(t => t.Length, length).Add(t => t.WithReader, false));

        Assert.Equal(said, time.Find("time").TextContent);
        Assert.Empty(time.FindAll("reader-time"));
    }

    [Fact]
    public void A_time_is_said_in_the_zone_of_the_event_and_carries_the_moment()
    {
        var time = Render<LocalTime>(one => one
            .Add(t => t.Utc, new DateTime(2026, 12, 5, 18, 30, 0, DateTimeKind.Utc)).Add(t => t.Zone, "Europe/Berlin"));

        Assert.Equal("Sat 5 Dec · 19:30", time.Find("time").TextContent);
        Assert.Equal("2026-12-05T18:30:00Z", time.Find("time").GetAttribute("datetime"));
        Assert.Equal("60", time.Find("reader-time").GetAttribute("offset"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Moon/Crater")]
    public void A_time_without_a_known_zone_says_that_it_is_utc(string? zone)
    {
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

    [Theory]
    [InlineData(1, null, "/2")]
    [InlineData(3, "/2", null)]
    [InlineData(9, "/3", null)]
    public void The_first_and_the_last_page_lead_one_way_and_a_page_past_the_end_leads_back(int number, string? before, string? after)
    {
        var pager = Render<Pager>(one => one.Add(p => p.Number, number).Add(p => p.Count, 3).Add(p => p.Href, page => $"/{page}"));

        Assert.Equal(before, pager.FindAll("a[rel=prev]").SingleOrDefault()?.GetAttribute("href"));
        Assert.Equal(after, pager.FindAll("a[rel=next]").SingleOrDefault()?.GetAttribute("href"));
        Assert.Equal($"Page {number} of 3", pager.Find("nav[aria-label=Pages] span").TextContent);
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

    [Fact]
    public void Pictures_are_decoration_that_no_screen_reader_meets()
    {
        Assert.All(
            [Render(page => page.AddContent(0, Icon.Of("bell"))).Find("svg"), Render<Mark>().Find("svg"), Render<EmptyState>(one => one.Add(e => e.Title, "Nothing")).Find("svg")],
            picture => Assert.Equal("true", picture.GetAttribute("aria-hidden")));
        Assert.Equal("true", Render<Avatar>(one => one.Add(a => a.Name, "Ada")).Find("span").GetAttribute("aria-hidden"));
    }

    [Fact]
    public void An_icon_that_was_never_drawn_is_noticed() =>
        Assert.Throws<KeyNotFoundException>(() => Icon.Of("unicorn"));

    [Theory]
    [InlineData("/events/5?x=1#top", "/events/5?x=1#top")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/a\nb", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Only_paths_of_this_site_are_returned_to(string? given, string expected) => Assert.Equal(expected, ReturnUrl.Safe(given));
}
