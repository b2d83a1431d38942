using Ardalis.Result;
using Mov.Testing;
using Mov.Web.Pages.Organizer;

namespace Mov.Web.Tests.Organizer;

public sealed class EventFormTests
{
    [Theory]
    [InlineData("next tuesday", "10", nameof(EventForm.Date))]
    [InlineData("2027-02-30T10:00", "10", nameof(EventForm.Date))]
    [InlineData("2027-02-20T10:00", "ten", nameof(EventForm.MaxParticipants))]
    [InlineData("2027-02-20T10:00", "2.5", nameof(EventForm.MaxParticipants))]
    [InlineData("2027-02-20T10:00", "99999999999", nameof(EventForm.MaxParticipants))]
    public void What_cannot_be_read_is_an_error_at_its_field(string date, string seats, string field)
    {
        var read = new EventForm { Title = "A", Date = date, MaxParticipants = seats }.Read(TextsOf<Texts>.English);

        Assert.Equal(ResultStatus.Invalid, read.Status);
        Assert.Equal(field, Assert.Single(read.ValidationErrors).Identifier);
    }

    [Fact]
    public void Differences_name_what_the_other_version_holds()
    {
        var mine = new EventForm { Title = "Mine", Location = "Here", Description = "a\r\nb" };
        var theirs = new EventForm { Title = "Theirs", Location = "", Description = "a\nb" };

        Assert.Equal([("Title", "Theirs"), ("Location", "(nothing)")], mine.DifferencesTo(theirs, TextsOf<Texts>.English));
    }
}
