using System.Globalization;
using Mov.Benchmarks.Frame;
using Spectre.Console;

namespace Mov.Benchmarks.Enroll;

/// <summary>Shows rushes, ours beside the usual way's.</summary>
internal static class RushTable
{
    public static void Show(params (string What, Rush Ours, Rush? Usual)[] rows)
    {
        var table = new Table().AddColumns("", "MOV", "p50", "p99", "the usual way", "p50", "p99");
        foreach (var (what, ours, usual) in rows)
        {
            string[] theirs = usual is null ? ["", "", ""] : Cells(usual);
            table.AddRow([what, .. Cells(ours), .. theirs]);
        }

        AnsiConsole.Write(table);
    }

    private static string[] Cells(Rush rush) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{rush.PerSecond:0}/s"),
        string.Create(CultureInfo.InvariantCulture, $"{rush.Median:0.0} ms"),
        string.Create(CultureInfo.InvariantCulture, $"{rush.P99:0.0} ms"),
    ];
}
