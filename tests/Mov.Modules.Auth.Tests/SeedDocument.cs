using System.Text.RegularExpressions;

namespace Mov.Modules.Auth.Tests;

/// <summary>The seed's own DDL, read from docs/database-schema.md.</summary>
internal static partial class SeedDocument
{
    public static string DdlOf(string table) =>
        Blocks().Matches(File.ReadAllText(Path.Combine(Root(), "docs", "database-schema.md")))
            .Select(block => block.Groups["sql"].Value)
            .Single(sql => sql.Contains($"CREATE TABLE {table} (", StringComparison.Ordinal));

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Mov.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new FileNotFoundException("Mov.sln is not above the tests.");
        }

        return folder;
    }

    [GeneratedRegex(@"```sql\r?\n(?<sql>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Blocks();
}
