using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Mov.Web.Tests.Languages;

/// <summary>The texts of the sources against the German ones: none is missing, left over, or filled in differently, and none stands in a page by itself.</summary>
public sealed partial class TextsTests
{
    private static readonly string Root = FindRoot();

    /// <summary>Words that are the same in every language, or no words.</summary>
    private static readonly HashSet<string> AsTheyAre = new(StringComparer.Ordinal) { "MOV", "UTC", "·" };

    public static TheoryData<string> Resources => [.. Directory.EnumerateFiles(Root, "*Texts.de.resx", SearchOption.AllDirectories)
        .Where(IsSource).Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Path.Combine(Root, "Mov.Web"), "*.razor", SearchOption.AllDirectories)
        .Where(IsSource).Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_text_of_the_sources_has_its_German_one(string resource)
    {
        var german = German(resource).Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], KeysIn(resource).Except(german, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void No_German_text_is_left_over(string resource)
    {
        var sources = string.Concat(SourcesOf(resource));

        Assert.Equal([], German(resource).Select(entry => entry.Key)
            .Where(key => !sources.Contains($"\"{key.Replace("\"", "\\\"", StringComparison.Ordinal)}\"", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void No_German_text_stands_twice_or_is_empty(string resource)
    {
        var entries = German(resource);

        // Resource files tell their names apart by more than the case.
        Assert.Empty(entries.GroupBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.Empty(entries.Where(entry => string.IsNullOrWhiteSpace(entry.Value)).Select(entry => entry.Key));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_German_text_fills_in_what_the_English_one_does(string resource) =>
        Assert.Empty(German(resource).Where(entry => !Holes(entry.Key).SetEquals(Holes(entry.Value))).Select(entry => $"{entry.Key} → {entry.Value}"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_page_has_a_text_of_its_own(string page)
    {
        var markup = MarkupOf(File.ReadAllText(Path.Combine(Root, page)));
        var texts = TextNodes().Matches(WithoutCode(markup)).Select(match => match.Groups["text"].Value)
            // A word in lower case is the parameter of a component: a variable.
            .Concat(NamingAttributes().Matches(markup).Select(match => match.Groups["text"].Value).Where(value => !char.IsLower(value[0])))
            .Select(text => Entities().Replace(text, " ").Trim())
            .Where(text => Words().IsMatch(text) && !text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).All(AsTheyAre.Contains));

        Assert.Empty(texts);
    }

    private static IEnumerable<string> SourcesOf(string resource) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(Path.Combine(Root, resource))!, "*.*", SearchOption.AllDirectories)
            .Where(file => IsSource(file) && Path.GetExtension(file) is ".cs" or ".razor")
            .Select(File.ReadAllText);

    private static HashSet<string> KeysIn(string resource)
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        foreach (var source in SourcesOf(resource))
        {
            keys.UnionWith(Keys().Matches(source).Select(match => Unquote(match.Groups["key"].Value)));
            foreach (Match count in Counts().Matches(source))
            {
                keys.Add(Unquote(count.Groups["one"].Value));
                keys.Add(Unquote(count.Groups["other"].Value));
            }
        }

        return keys;
    }

    internal static List<KeyValuePair<string, string>> German(string resource) =>
        [.. XDocument.Load(Path.Combine(Root, resource)).Root!.Elements("data")
            .Select(entry => KeyValuePair.Create(entry.Attribute("name")!.Value, entry.Element("value")!.Value))];

    private static string Unquote(string literal) => literal.Replace("\\\"", "\"", StringComparison.Ordinal);

    private static HashSet<string> Holes(string text) => [.. HolesIn().Matches(text).Select(match => match.Value)];

    /// <summary>The markup of a component: without its code block and comments.</summary>
    private static string MarkupOf(string source)
    {
        var code = source.StartsWith("@code", StringComparison.Ordinal) ? 0 : source.IndexOf("\n@code", StringComparison.Ordinal);
        return Comments().Replace(code < 0 ? source : source[..code], "");
    }

    /// <summary>Without directives, statements and expressions, each with what its brackets hold.</summary>
    private static string WithoutCode(string markup)
    {
        var kept = new StringBuilder();
        markup = Directives().Replace(markup, "");
        for (var at = 0; at < markup.Length;)
        {
            var statement = Statements().Match(markup, at);
            if ((markup[at] == '@' && at + 1 < markup.Length) || (statement.Success && statement.Index == at))
            {
                at = EndOfExpression(markup, at + Math.Max(1, statement.Success && statement.Index == at ? statement.Length : 1));
                kept.Append(' ');
            }
            else
            {
                kept.Append(markup[at++]);
            }
        }

        return kept.ToString();
    }

    private static int EndOfExpression(string markup, int at)
    {
        while (at < markup.Length)
        {
            if (char.IsLetterOrDigit(markup[at]) || markup[at] is '_' or '.' || (markup[at] == '?' && at + 1 < markup.Length && markup[at + 1] == '.'))
            {
                at++;
            }
            else if (markup[at] is '(' or '[' || (markup[at] == ' ' && at + 1 < markup.Length && markup[at + 1] == '('))
            {
                at = EndOfBrackets(markup, markup[at] == ' ' ? at + 1 : at);
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static int EndOfBrackets(string markup, int at)
    {
        var depth = 0;
        var quoted = false;
        for (; at < markup.Length; at++)
        {
            if (markup[at] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted)
            {
                depth += markup[at] is '(' or '[' ? 1 : markup[at] is ')' or ']' ? -1 : 0;
                if (depth == 0)
                {
                    return at + 1;
                }
            }
        }

        return at;
    }

    private static bool IsSource(string file) => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "tests" or ".git");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Mov.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run within the repository.");
        }

        return folder;
    }

    [GeneratedRegex("""\b(?:T|t|texts|Texts)\[\s*"(?<key>(?:[^"\\]|\\.)*)""", RegexOptions.None, 5000)]
    private static partial Regex Keys();

    [GeneratedRegex("""\b(?:T|t|texts|Texts)\.Count\(.+?,\s*"(?<one>(?:[^"\\]|\\.)*)",\s*"(?<other>(?:[^"\\]|\\.)*)""", RegexOptions.None, 5000)]
    private static partial Regex Counts();

    [GeneratedRegex(@"\{\d+(?::[^}]*)?\}", RegexOptions.None, 5000)]
    private static partial Regex HolesIn();

    [GeneratedRegex("@\\*.*?\\*@", RegexOptions.Singleline, 5000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"^@(?:page|inject|using|inherits|implements|typeparam|attribute|layout)\b.*$", RegexOptions.Multiline, 5000)]
    private static partial Regex Directives();

    [GeneratedRegex(@"(?<=^\s*)(?:else if|if|foreach|switch|while|for)(?=\s*\()|(?<=^\s*)else(?=\s*$)", RegexOptions.Multiline, 5000)]
    private static partial Regex Statements();

    [GeneratedRegex("""(?<!=)>(?<text>[^<>@{}();]*[A-Za-z]{2}[^<>@{}();]*)<""", RegexOptions.Singleline, 5000)]
    private static partial Regex TextNodes();

    [GeneratedRegex("""\s(?:aria-label|title|placeholder|alt|Label|Title|Lead|Hint|Message|KeepLabel|BackLabel)="(?<text>[^"@]+)["]""", RegexOptions.Singleline, 5000)]
    private static partial Regex NamingAttributes();

    [GeneratedRegex(@"&\w+;", RegexOptions.None, 5000)]
    private static partial Regex Entities();

    [GeneratedRegex(@"\p{L}{2}", RegexOptions.None, 5000)]
    private static partial Regex Words();
}
