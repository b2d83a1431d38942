using Bunit;
using Mov.Web.Pages.Events;
using Mov.Web.Tests.Components;

namespace Mov.Web.Tests.Events;

public sealed class MonthViewTests : ComponentContext
{
    private static readonly DateOnly December = new(2026, 12, 1);

    [Theory]
    [InlineData("en", "December 2026", "Monday", 1)]
    [InlineData("de", "Dezember 2026", "Montag", 1)]
    public void Weeks_begin_on_Monday_and_the_first_stands_under_its_day(string language, string title, string firstDay, int blanks)
    {
        using var spoken = Speak(language);
        var month = RenderMonth();

        Assert.Equal(title, month.Find("h2").TextContent);
        Assert.Equal(firstDay, month.Find("th abbr").GetAttribute("title"));
        Assert.Equal(blanks, month.FindAll("tbody tr:first-child td.other").Count);
        Assert.Equal(31, month.FindAll("td .day").Count);
    }

    [Fact]
    public void A_day_names_three_events_by_their_own_clock_and_leads_to_all_of_them()
    {
        // 23:30 in UTC is the next day in Berlin.
        var events = Enumerable.Range(1, 5).Select(number => Some.Event($"Event {number}", at: new DateTime(2026, 12, 9, 23, 30, 0, DateTimeKind.Utc), id: number));
        var month = RenderMonth([.. events]);

        var day = month.Find("a.day");
        Assert.Equal("/day/2026-12-10", day.GetAttribute("href"));
        Assert.Equal("Thursday, 10 December: 5 events", day.QuerySelector(".visually-hidden")!.TextContent);
        var items = day.ParentElement!.QuerySelectorAll("li");
        Assert.Equal(["00:30 Event 1", "00:30 Event 2", "00:30 Event 3", "2 more"], items.Select(item => item.TextContent.Trim()));
        Assert.Equal("/events/1", items[0].QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Today_is_marked_the_months_beside_are_linked_and_what_is_cut_is_said()
    {
        var month = RenderMonth(isCut: true);

        Assert.Equal("24", RenderMonth().Find("[aria-current=date]").TextContent.Trim());
        Assert.Equal("/month/2026-11-01", month.Find("a[rel=prev][aria-label='Month before']").GetAttribute("href"));
        Assert.Equal("/month/2027-01-01", month.Find("a[rel=next][aria-label='Month after']").GetAttribute("href"));
        Assert.Contains("more events than a calendar can show", month.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("more events than a calendar can show", RenderMonth().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_month_is_cut_every_later_day_leads_to_its_list_and_claims_no_number()
    {
        var events = Enumerable.Range(1, 5).Select(number => Some.Event($"Event {number}", at: new DateTime(2026, 12, number > 1 ? 9 : 3, 12, 0, 0, DateTimeKind.Utc), id: number));
        var month = RenderMonth([.. events], isCut: true);

        var days = month.FindAll("a.day");
        Assert.Equal(["03", .. Enumerable.Range(9, 23).Select(day => $"{day:00}")], days.Select(day => day.GetAttribute("href")![^2..]));
        Assert.Equal("Thursday, 3 December: 1 event", days[0].QuerySelector(".visually-hidden")!.TextContent);
        Assert.Equal("Wednesday, 9 December", days[1].QuerySelector(".visually-hidden")!.TextContent);
        Assert.Equal("4+", days[1].QuerySelector(".many")!.TextContent);
        Assert.Equal("Show all events", days[1].ParentElement!.QuerySelectorAll("li")[^1].TextContent.Trim());
        Assert.Null(days[2].QuerySelector(".many"));
    }

    [Fact]
    public void A_month_without_events_says_so()
    {
        Assert.Contains("Nothing is on in this month.", RenderMonth().Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing is on in this month.", RenderMonth([Some.Event()]).Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<MonthView> RenderMonth(Mov.Modules.Events.Contracts.EventDetails[]? events = null, bool isCut = false) =>
        Render<MonthView>(one => one
            .Add(m => m.Month, December).Add(m => m.Events, events ?? []).Add(m => m.IsCut, isCut).Add(m => m.Today, new DateOnly(2026, 12, 24))
            .Add(m => m.HrefOfMonth, month => $"/month/{month:yyyy-MM-dd}").Add(m => m.HrefOfDay, day => $"/day/{day:yyyy-MM-dd}"));
}
