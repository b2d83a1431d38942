using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared;
using Mov.Web.Pages.Organizer;
using Mov.Web.Tests.Components;

namespace Mov.Web.Tests.Organizer;

public sealed class OrganizerPartsTests : ComponentContext
{
    private static readonly DateOnly Day = new(2026, 12, 1);

    public OrganizerPartsTests() => Services.AddSingleton(Stub.Of<IEventCatalog>(("get_Categories", new[] { "workshop", "festival" })));

    [Theory]
    [InlineData("en", "Enrollments, 3 days", "1 December", "10 in all, 2 today")]
    [InlineData("de", "Teilnahmen, 3 Tage", "1. Dezember", "10 insgesamt, 2 heute")]
    public void The_chart_says_in_a_table_what_its_bars_show(string language, string title, string first, string sum)
    {
        using var spoken = Speak(language);
        var chart = RenderChart(8, 0, 2);

        Assert.Equal(title, chart.Find("#" + chart.Find("table").GetAttribute("aria-labelledby")).TextContent);
        Assert.Equal(first, chart.Find("tbody th").TextContent);
        Assert.Equal(["8", "0", "2"], chart.FindAll("tbody td").Select(cell => cell.TextContent));
        Assert.Equal(sum, chart.Find("small").TextContent);
    }

    [Fact]
    public void Bars_are_as_high_as_their_days_and_an_empty_day_is_still_there()
    {
        Assert.Equal([60, 2, 15], Heights(RenderChart(8, 0, 2)));
        Assert.Equal([2, 2], Heights(RenderChart(0, 0)));
        Assert.Empty(Heights(RenderChart()));

        static IEnumerable<int> Heights(IRenderedComponent<EnrollmentChart> chart) =>
            chart.FindAll("rect").Select(bar => int.Parse(bar.GetAttribute("height")!, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(3, 0, "3 of 10 seats", false)]
    [InlineData(10, 4, "10 of 10 seats · 4 waiting", true)]
    public void A_row_says_how_full_an_event_is_and_leads_to_managing_it(int taken, int waiting, string said, bool full)
    {
        var row = Render<OrganizerRow>(one => one.Add(r => r.Meeting, Some.Event()).Add(r => r.Seats, new SeatCount(5, 10, taken, waiting, IsOpen: true)));

        Assert.Equal($"Sat 5 Dec · 19:30 · {said}", row.Find(".what .muted").TextContent);
        Assert.Equal(full, row.FindAll("rect.full").Count == 1);
        Assert.Equal("Manage Lantern market", row.Find("a.btn[href='/organizer/events/5']").TextContent);
        Assert.Equal("Published", row.Find(".badge").TextContent);
    }

    [Fact]
    public void People_are_listed_with_their_mail_and_can_be_removed_only_while_that_is_possible()
    {
        Attendee[] people = [new(7, "Ada Lovelace", "ada@mov.example", EnrollmentStatus.Enrolled, null, Some.Evening)];
        var open = RenderPeople(people, canRemove: true);

        Assert.Equal("Ada Lovelace", open.Find("ul[aria-label=Participants] li b").TextContent);
        Assert.Equal("ada@mov.example", open.Find("a[href='mailto:ada@mov.example']").TextContent);
        Assert.Equal("Since Sat 5 Dec 2026", open.Find(".since").TextContent);
        Assert.Equal("Remove Ada Lovelace?", open.Find("dialog h2").TextContent);
        Assert.Equal("/organizer/events/5/remove/7", open.Find("dialog form").GetAttribute("action"));
        Assert.Empty(RenderPeople(people).FindAll("dialog"));
    }

    [Fact]
    public void Those_waiting_are_numbered_and_pages_and_search_stay_with_them()
    {
        Attendee[] people = [new(7, "Ada", "ada@mov.example", EnrollmentStatus.Waitlisted, 51, Some.Evening)];
        var waiting = RenderPeople(people, waitlist: true, text: "a", number: 2, total: 120);

        Assert.Equal("Number 51, since Sat 5 Dec 2026", waiting.Find(".since").TextContent);
        Assert.Equal("Waitlist 4", waiting.Find("[aria-current=true]").TextContent.Replace('\u00A0', ' '));
        Assert.Equal("/organizer/events/5?tab=waitlist&q=a&page=3", waiting.Find("a[rel=next]").GetAttribute("href"));
        Assert.Equal("waitlist", waiting.Find("form[role=search] input[name=tab]").GetAttribute("value"));
        Assert.Equal("a", waiting.Find("input[type=search]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("en", false, null, "Nobody has enrolled yet")]
    [InlineData("en", true, null, "Nobody is waiting")]
    [InlineData("en", true, "zz", "Nobody of that name")]
    [InlineData("de", true, null, "Niemand wartet")]
    public void An_empty_list_says_why(string language, bool waitlist, string? text, string title)
    {
        using var spoken = Speak(language);

        Assert.Equal(title, RenderPeople([], waitlist: waitlist, text: text).Find("h2").TextContent);
    }

    [Fact]
    public void The_fields_of_an_event_are_called_as_everywhere_and_keep_the_category_of_another_client()
    {
        var form = new EventForm { Title = "Lantern market", Category = "flashmob", TimeZone = "Europe/Berlin" };
        var fields = RenderFields(form, kept: "flashmob");

        Assert.Equal(
            ["Title", "Description", "Category", "Date and time", "Ends", "Time zone", "Location", "Maximum participants"], fields.FindAll("label").Select(label => label.TextContent));
        Assert.Equal(["Choose one", "Workshop", "Festival", "Flashmob"], fields.FindAll("select")[0].QuerySelectorAll("option").Select(option => option.TextContent));
        Assert.Equal(["flashmob", "Europe/Berlin"], fields.FindAll("option[selected]").Select(option => option.GetAttribute("value")));
        Assert.DoesNotContain("Flashmob", RenderFields(new EventForm()).Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<EnrollmentChart> RenderChart(params int[] counts) =>
        Render<EnrollmentChart>(one => one.Add(c => c.Days, [.. counts.Select((count, at) => new DayCount(Day.AddDays(at), count))]));

    private IRenderedComponent<AttendeeList> RenderPeople(Attendee[] people, bool waitlist = false, string? text = null, bool canRemove = false, int number = 1, int? total = null) =>
        Render<AttendeeList>(one => one
            .Add(l => l.Id, 5).Add(l => l.Waitlist, waitlist).Add(l => l.Text, text).Add(l => l.CanRemove, canRemove)
            .Add(l => l.Attendees, new Page<Attendee>(people, number, 50, total ?? people.Length)).Add(l => l.Seats, new SeatCount(5, 10, 10, 4, IsOpen: true)));

    private IRenderedComponent<EditForm> RenderFields(EventForm form, string? kept = null) =>
        Render<EditForm>(edit => edit
            .Add(e => e.Model, form)
            .Add(e => e.ChildContent, _ => builder =>
            {
                builder.OpenComponent<EventFields>(0);
                builder.AddAttribute(1, "Form", form);
                builder.AddAttribute(2, "KeptCategory", kept);
                builder.CloseComponent();
            }));
}
