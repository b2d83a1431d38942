using System.Buffers;
using System.Globalization;
using CsvHelper;
using Microsoft.Extensions.Localization;
using Mov.Modules.Enrollments.Contracts;

namespace Mov.Web.Pages.Organizer;

/// <summary>The people of an event as a table to take along. No cell starts a formula, whatever somebody calls themselves.</summary>
internal static class AttendeesCsv
{
    // What spreadsheets read as the start of a formula, also in the full width that some of them fold.
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@|%\uFF1D\uFF0B\uFF0D\uFF20");

    private static readonly CsvWriterOptions Format = new() { WriteByteOrderMark = true };

    /// <summary>Writes everyone as they come, with a byte-order mark so that spreadsheets read names right.</summary>
    public static async Task WriteAsync(Stream output, IAsyncEnumerable<Attendee> attendees, IStringLocalizer<Texts> t, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(output, Format, leaveOpen: true);
        await csv.WriteRecordAsync([t["Name"], t["Email"], t["Status"], t["Place"], t["Since (UTC)"]], cancellationToken);
        await foreach (var attendee in attendees.WithCancellation(cancellationToken))
        {
            await csv.WriteRecordAsync(
            [
                Plain(attendee.Name),
                Plain(attendee.Email),
                attendee.Status == EnrollmentStatus.Enrolled ? t["Enrolled"] : t["Waitlist"],
                attendee.Place?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
                attendee.Since.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            ], cancellationToken);
        }

        await csv.FlushAsync(cancellationToken);
    }

    /// <summary>The text behind an apostrophe where a spreadsheet would otherwise run it.</summary>
    private static string Plain(string text)
    {
        var start = text.AsSpan().TrimStart();
        var isRisky = (!start.IsEmpty && FormulaStarts.Contains(start[0])) || (text.Length > 0 && char.IsControl(text[0]));
        return isRisky ? $"'{text}" : text;
    }
}
