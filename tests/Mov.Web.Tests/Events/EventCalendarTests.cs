using Ical.Net;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Site;
using Mov.Testing;
using Mov.Web.Pages.Events;
using EventStatus = Mov.Modules.Events.Contracts.EventStatus;

namespace Mov.Web.Tests.Events;

public sealed class EventCalendarTests
{
    private static readonly SiteSettings Site = new() { BaseUrl = "https://mov.example" };

    [Fact]
    public void An_event_reads_back_as_it_was_written()
    {
        var read = Assert.Single(Read(new CalendarEntry(Sourdough())).Events);

        Assert.Equal("Sourdough; for, the \"impatient\"", read.Summary);
        Assert.Equal(new DateTime(2026, 12, 6, 9, 0, 0, DateTimeKind.Utc), read.DtStart!.AsUtc);
        Assert.Equal(new DateTime(2026, 12, 6, 11, 0, 0, DateTimeKind.Utc), read.DtEnd!.AsUtc);
        Assert.Equal("Community kitchen\nHafenstraße 12", read.Location);
        Assert.Equal("https://mov.example/events/42", read.Url!.ToString());
        Assert.Equal("event-42@mov.example", read.Uid);
        Assert.Equal("CONFIRMED", read.Status);
        Assert.Contains("Bring a jar.", read.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_canceled_event_says_so_and_a_waitlist_place_is_tentative()
    {
        var canceled = Assert.Single(Read(new CalendarEntry(Sourdough() with { Status = EventStatus.Canceled })).Events);
        var waiting = Assert.Single(Read(new CalendarEntry(Sourdough(), IsSure: false)).Events);

        Assert.Equal("CANCELLED", canceled.Status);
        Assert.StartsWith("Canceled: ", canceled.Summary, StringComparison.Ordinal);
        Assert.Equal("TENTATIVE", waiting.Status);
    }

    [Fact]
    public void A_later_version_replaces_an_earlier_one()
    {
        var first = Assert.Single(Read(new CalendarEntry(Sourdough())).Events);
        var later = Assert.Single(Read(new CalendarEntry(Sourdough() with { UpdatedAt = Sourdough().UpdatedAt.AddMinutes(5) })).Events);

        Assert.True(later.Sequence > first.Sequence);
        Assert.Equal(first.Uid, later.Uid);
    }

    private static Calendar Read(params CalendarEntry[] entries) => Calendar.Load(EventCalendar.Write(entries, "Mine", Site, TextsOf<Texts>.English))!;

    private static EventDetails Sourdough() => new(
        42, 1, "Olga Kern", "Sourdough; for, the \"impatient\"", "**Bring** a jar.", new DateTime(2026, 12, 6, 9, 0, 0), new DateTime(2026, 12, 6, 11, 0, 0),
        "Europe/Berlin", "Community kitchen\nHafenstraße 12", 12, 12, "workshop", EventStatus.Published, new DateTime(2026, 11, 1), new DateTime(2026, 11, 2));
}
