using System.Text;
using Mov.Modules.Enrollments.Contracts;
using Mov.Testing;
using Mov.Web.Pages.Organizer;

namespace Mov.Web.Tests.Organizer;

public sealed class AttendeesCsvTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+49 170 1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1:A9)")]
    [InlineData("  =cmd|' /C calc'!A0")]
    [InlineData("\t=1")]
    [InlineData("＝1+1")]
    public async Task No_cell_starts_a_formula(string name)
    {
        var lines = await WriteAsync(Person(name));

        Assert.Contains($"'{name}", lines, StringComparison.Ordinal);
        Assert.DoesNotContain($"\n{name},", lines, StringComparison.Ordinal);
        Assert.DoesNotContain($"\n\"{name}\",", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everyone_is_in_the_file_with_status_and_place()
    {
        var text = await WriteAsync(Person("Ada \"the first\", Lovelace"), Person("Zoë") with { Status = EnrollmentStatus.Waitlisted, Place = 1 });

        Assert.Equal(
            "Name,Email,Status,Place,Since (UTC)\r\n\"Ada \"\"the first\"\", Lovelace\",ada@example.org,Enrolled,,2026-11-24 10:30\r\nZoë,ada@example.org,Waitlist,1,2026-11-24 10:30\r\n",
            text);
    }

    private static Attendee Person(string name) => new(1, name, "ada@example.org", EnrollmentStatus.Enrolled, null, new DateTime(2026, 11, 24, 10, 30, 0));

    private static async Task<string> WriteAsync(params Attendee[] people)
    {
        using var output = new MemoryStream();
        await AttendeesCsv.WriteAsync(output, people.ToAsyncEnumerable(), TextsOf<Texts>.English, TestContext.Current.CancellationToken);
        var bytes = output.ToArray();
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        return Encoding.UTF8.GetString(bytes[3..]);
    }
}
