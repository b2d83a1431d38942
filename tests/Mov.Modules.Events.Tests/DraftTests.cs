using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;
using Mov.Modules.Events.Management;
using Mov.Modules.Events.Tests.Setting;
using Mov.Testing;

namespace Mov.Modules.Events.Tests;

/// <summary>The rules of an event's facts, without a database.</summary>
public sealed class DraftTests
{
    private static readonly DateTime Now = EventsApp.Start.UtcDateTime;

    private static EventDraft Good => EventsTests.Draft;

    private static readonly (string What, EventDraft Draft, string? Field)[] Drafts =
    [
        ("as it is", Good, null),
        ("without a title", Good with { Title = "" }, "Title"),
        ("a title of blanks", Good with { Title = " \t " }, "Title"),
        ("no title at all", Good with { Title = null! }, "Title"),
        ("the longest title", Good with { Title = new string('x', 200) }, null),
        ("the longest title in emoji", Good with { Title = string.Concat(Enumerable.Repeat("🎷", 200)) }, null),
        ("a title too long", Good with { Title = new string('x', 201) }, "Title"),
        ("a title of two lines", Good with { Title = "One\nTwo" }, "Title"),
        ("a title with a null character", Good with { Title = "One\0Two" }, "Title"),
        ("a title with half a character", Good with { Title = "One \ud83c" }, "Title"),
        ("a script as title", Good with { Title = "<script>alert(1)</script>" }, null),
        ("no description", Good with { Description = null }, null),
        ("a description of lines and tabs", Good with { Description = "One\r\n\tTwo" }, null),
        ("the longest description", Good with { Description = new string('x', 20_000) }, null),
        ("a description too long", Good with { Description = new string('x', 20_001) }, "Description"),
        ("a description with an escape character", Good with { Description = "One\u001b[0m" }, "Description"),
        ("no location", Good with { Location = "  " }, null),
        ("the longest location", Good with { Location = new string('x', 255) }, null),
        ("a location too long", Good with { Location = new string('x', 256) }, "Location"),
        ("a location with a bell", Good with { Location = "Here\a" }, "Location"),
        ("no category", Good with { Category = "" }, "Category"),
        ("no category at all", Good with { Category = null! }, "Category"),
        ("an unknown category", Good with { Category = "heist" }, "Category"),
        ("a category in capitals", Good with { Category = "Meetup" }, "Category"),
        ("no capacity", Good with { MaxParticipants = null }, "MaxParticipants"),
        ("capacity 0", Good with { MaxParticipants = 0 }, "MaxParticipants"),
        ("capacity -1", Good with { MaxParticipants = -1 }, "MaxParticipants"),
        ("capacity 1", Good with { MaxParticipants = 1 }, null),
        ("the largest capacity", Good with { MaxParticipants = 1_000_000 }, null),
        ("too large a capacity", Good with { MaxParticipants = 1_000_001 }, "MaxParticipants"),
        ("no date", Good with { Date = null, EndsAt = null }, "Date"),
        ("a date that has passed", Good with { Date = new DateTime(2027, 1, 4, 12, 59, 0), EndsAt = null }, "Date"),
        ("a date right now", Good with { Date = new DateTime(2027, 1, 4, 13, 0, 0), EndsAt = null }, "Date"),
        ("a date in a minute", Good with { Date = new DateTime(2027, 1, 4, 13, 1, 0), EndsAt = null }, null),
        ("the first date there is", Good with { Date = DateTime.MinValue, EndsAt = null }, "Date"),
        ("the last date there is", Good with { Date = DateTime.MaxValue, EndsAt = null }, "Date"),
        ("an end at the begin", Good with { EndsAt = Good.Date }, "EndsAt"),
        ("an end before the begin", Good with { EndsAt = new DateTime(2027, 1, 18, 18, 59, 0) }, "EndsAt"),
        ("the last end there is", Good with { EndsAt = DateTime.MaxValue }, "EndsAt"),
        ("no zone", Good with { TimeZone = "" }, "TimeZone"),
        ("an unknown zone", Good with { TimeZone = "Mars/Olympus" }, "TimeZone"),
        ("a path as zone", Good with { TimeZone = "../../etc/passwd" }, "TimeZone"),
        ("UTC", Good with { TimeZone = "UTC" }, null),
        ("a time that clocks skip", Good with { Date = new DateTime(2027, 3, 28, 2, 30, 0), EndsAt = null }, "Date"),
        ("that time elsewhere", Good with { Date = new DateTime(2027, 3, 28, 2, 30, 0), EndsAt = null, TimeZone = "America/New_York" }, null),
        ("an end that clocks skip", Good with { Date = new DateTime(2027, 3, 27, 22, 0, 0), EndsAt = new DateTime(2027, 3, 28, 2, 30, 0) }, "EndsAt"),
    ];

    // Tests are named by what a draft is, because half a character in a name breaks the report.
    public static TheoryData<string> Whats => [.. Drafts.Select(one => one.What)];

    [Theory]
    [MemberData(nameof(Whats))]
    public void A_draft_is_good_or_the_error_is_at_its_field(string what)
    {
        var (_, draft, field) = Array.Find(Drafts, one => one.What == what);
        var errors = Validate(draft);

        Assert.True(field is null ? errors.Count == 0 : errors is [{ } only] && only.Field == field, $"{what}: {string.Join(' ', errors)}");
        Assert.All(errors, error => Assert.EndsWith(".", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_wrong_field_is_named_at_once() =>
        Assert.Equal(
            ["Category", "Date", "Location", "MaxParticipants", "TimeZone", "Title"],
            Validate(new EventDraft("", null, "", null, null, "", new string('x', 300), null)).Select(error => error.Field).Order(StringComparer.Ordinal));

    [Fact]
    public void An_event_keeps_the_category_that_another_client_gave_it()
    {
        var existing = Existing(Good) with { Category = "book-club" };

        Assert.Empty(Validate(Good with { Category = "book-club" }, existing.ToRow()));
        Assert.Single(Validate(Good with { Category = "chess-club" }, existing.ToRow()));
    }

    [Fact]
    public void A_date_that_passed_may_stay_but_not_become_another_one_that_passed()
    {
        var past = Good with { Date = new DateTime(2027, 1, 2, 19, 0, 0), EndsAt = null };
        var row = Existing(past).ToRow();

        Assert.Empty(Validate(past, row));
        Assert.Equal("Date", Assert.Single(Validate(past with { Date = new DateTime(2027, 1, 2, 20, 0, 0) }, row)).Field);
    }

    [Fact]
    public void A_time_that_clocks_repeat_is_the_earlier_one_and_stays_what_it_was()
    {
        var repeated = Good with { Date = new DateTime(2027, 10, 31, 2, 30, 0), EndsAt = new DateTime(2027, 10, 31, 2, 15, 0) };
        var (earlier, later) = (Utc(2027, 10, 31, 0, 30), Utc(2027, 10, 31, 1, 30));

        Assert.Equal(earlier, EventDraftValidator.Begin(repeated, null));
        Assert.Equal(Utc(2027, 10, 31, 1, 15), EventDraftValidator.End(repeated, null));
        Assert.Empty(Validate(repeated));

        var written = Existing(repeated).ToRow();
        written.Date = later;
        Assert.Equal(later, EventDraftValidator.Begin(repeated, written));
    }

    [Fact]
    public void The_offset_that_is_kept_is_the_zone_s_at_that_time()
    {
        Assert.Equal(60, Existing(Good).UtcOffset);
        Assert.Equal(120, Existing(Good with { Date = new DateTime(2027, 7, 1, 19, 0, 0), EndsAt = null }).UtcOffset);
        Assert.Equal(345, Existing(Good with { TimeZone = "Asia/Kathmandu" }).UtcOffset);
        Assert.Equal(-300, Existing(Good with { TimeZone = "America/New_York" }).UtcOffset);
    }

    [Fact]
    public void Blanks_around_a_text_are_dropped_and_line_breaks_are_of_one_kind()
    {
        var tidy = EventFacts.Tidy(Good with { Title = "  Jazz ", Location = " ", Description = "One\r\nTwo\r\n" });

        Assert.Equal(("Jazz", null, "One\nTwo"), (tidy.Title, tidy.Location, tidy.Description));
    }

    [Theory]
    [InlineData("Events:Categories:0", "Workshop")]
    [InlineData("Events:Categories:0", "")]
    [InlineData("Events:DefaultTimeZone", "Mars/Olympus")]
    [InlineData("Events:CompleteAfter", "00:00:00")]
    public void A_setting_that_would_fail_later_fails_at_the_start(string key, string value)
    {
        var settings = new EventsSettings();
        if (key.StartsWith("Events:Categories", StringComparison.Ordinal))
        {
            settings.Categories.Add(value);
        }
        else if (key == "Events:DefaultTimeZone")
        {
            settings.DefaultTimeZone = value;
        }
        else
        {
            settings.CompleteAfter = TimeSpan.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        }

        var answer = new EventsSettingsValidator().Validate(null, settings);

        Assert.Contains(key.Replace(":0", "", StringComparison.Ordinal), answer.FailureMessage, StringComparison.Ordinal);
        Assert.True(new EventsSettingsValidator().Validate(null, new EventsSettings()).Succeeded);
    }

    private static DateTime Utc(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, DateTimeKind.Utc);

    private static EventFacts Existing(EventDraft draft) => EventFacts.From(draft, null);

    private static List<(string Field, string Message)> Validate(EventDraft draft, Event? existing = null) =>
        [.. new EventDraftValidator(TextsOf<EventsTexts>.English, new EventsSettings(), Now, existing).Validate(EventFacts.Tidy(draft)).Errors.Select(error => (error.PropertyName, error.ErrorMessage))];
}

internal static class FactsAsRow
{
    public static Event ToRow(this EventFacts facts) => new()
    {
        Title = facts.Title,
        Category = facts.Category,
        Date = facts.Date,
        EndsAt = facts.EndsAt,
        TimeZone = facts.TimeZone,
        MaxParticipants = facts.MaxParticipants,
    };
}
