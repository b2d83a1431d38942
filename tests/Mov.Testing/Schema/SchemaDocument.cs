using System.Text;
using System.Text.RegularExpressions;

namespace Mov.Testing.Schema;

/// <summary>What docs/database-schema.md says, read from its own text.</summary>
/// <param name="Databases">The databases, in the document's order.</param>
public sealed partial record SchemaDocument(IReadOnlyList<DocumentedDatabase> Databases)
{
    private static readonly Lazy<SchemaDocument> TheDocument = new(() => Parse(File.ReadAllText(Path.Combine(FindRepository(), "docs", "database-schema.md"))));

    /// <summary>The document of this repository.</summary>
    public static SchemaDocument Load() => TheDocument.Value;

    /// <summary>One database by the name that the document gives it, for example <c>mov_events</c>.</summary>
    public DocumentedDatabase Database(string name) => Databases.Single(database => string.Equals(database.Name, name, StringComparison.Ordinal));

    public static SchemaDocument Parse(string markdown)
    {
        List<DocumentedDatabase> databases = [];
        Section? section = null;
        StringBuilder? block = null;
        var language = "";
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            if (block is not null)
            {
                if (line.StartsWith("```", StringComparison.Ordinal))
                {
                    section?.Take(language, block.ToString());
                    block = null;
                }
                else
                {
                    block.Append(line).Append('\n');
                }
            }
            else if (line.StartsWith("```", StringComparison.Ordinal))
            {
                (language, block) = (line[3..].Trim(), new StringBuilder());
            }
            else if (DatabaseHeading().Match(line) is { Success: true } heading)
            {
                Finish();
                section = new Section(heading.Groups["name"].Value);
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                Finish();
            }
            else
            {
                section?.Read(line);
            }
        }

        Finish();
        return new SchemaDocument(databases);

        void Finish()
        {
            if (section is not null)
            {
                databases.Add(section.ToDatabase());
                section = null;
            }
        }
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mov.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No Mov.sln above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex(@"^### Database: `(?<name>\w+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DatabaseHeading();

    [GeneratedRegex(@"^#### (?<kind>Table|Collection): `(?<name>\w+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PartHeading();

    [GeneratedRegex(@"^- `(?<field>[\w.]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListedField();

    [GeneratedRegex(@"^\s*(?<name>\w+):\s*(?<type>\w+|\{)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();

    /// <summary>The part of the document about one database, while it is read.</summary>
    private sealed class Section(string name)
    {
        private readonly StringBuilder _ddl = new();
        private readonly List<string> _tables = [];
        private readonly List<DocumentedCollection> _collections = [];
        private string? _collection;
        private List<DocumentedField> _fields = [];
        private List<string> _indexes = [];
        private bool _inIndexes;

        public void Read(string line)
        {
            if (PartHeading().Match(line) is { Success: true } heading)
            {
                FinishCollection();
                if (heading.Groups["kind"].Value == "Table")
                {
                    _tables.Add(heading.Groups["name"].Value);
                }
                else
                {
                    _collection = heading.Groups["name"].Value;
                }
            }
            else if (line.StartsWith("**", StringComparison.Ordinal))
            {
                _inIndexes = line.StartsWith("**Indexes", StringComparison.Ordinal);
            }
            else if (_inIndexes && ListedField().Match(line) is { Success: true } listed)
            {
                _indexes.Add(listed.Groups["field"].Value);
            }
        }

        public void Take(string language, string block)
        {
            if (string.Equals(language, "sql", StringComparison.Ordinal))
            {
                _ddl.Append(block);
            }
            else if (_collection is not null && string.Equals(language, "javascript", StringComparison.Ordinal))
            {
                _fields = ReadFields(block);
            }
        }

        public DocumentedDatabase ToDatabase()
        {
            FinishCollection();
            return new DocumentedDatabase(name, _ddl.ToString(), _tables, _collections);
        }

        private static List<DocumentedField> ReadFields(string block)
        {
            List<DocumentedField> fields = [];
            Stack<string> path = new();
            foreach (var line in block.Split('\n').Select(line => line.Split("//")[0]))
            {
                if (Field().Match(line) is { Success: true } field)
                {
                    var full = string.Join('.', path.Reverse().Append(field.Groups["name"].Value));
                    if (field.Groups["type"].Value == "{")
                    {
                        fields.Add(new DocumentedField(full, "Object"));
                        path.Push(field.Groups["name"].Value);
                    }
                    else
                    {
                        fields.Add(new DocumentedField(full, field.Groups["type"].Value));
                    }
                }
                else if (line.Contains('}', StringComparison.Ordinal) && path.Count > 0)
                {
                    path.Pop();
                }
            }

            return fields;
        }

        private void FinishCollection()
        {
            if (_collection is not null)
            {
                _collections.Add(new DocumentedCollection(_collection, _fields, _indexes));
            }

            (_collection, _fields, _indexes, _inIndexes) = (null, [], [], false);
        }
    }
}

/// <summary>One of the five databases.</summary>
/// <param name="Name">For example <c>mov_events</c>.</param>
/// <param name="Ddl">The SQL statements of its section, as they stand there; empty for MongoDB.</param>
/// <param name="Tables">The names of its tables.</param>
/// <param name="Collections">Its collections; empty for PostgreSQL.</param>
public sealed record DocumentedDatabase(
    string Name, string Ddl, IReadOnlyList<string> Tables, IReadOnlyList<DocumentedCollection> Collections)
{
    /// <summary>One collection by name.</summary>
    public DocumentedCollection Collection(string name) => Collections.Single(collection => string.Equals(collection.Name, name, StringComparison.Ordinal));
}

/// <summary>A MongoDB collection.</summary>
/// <param name="Name">For example <c>messages</c>.</param>
/// <param name="Fields">Its fields; those of an object follow it with a dotted path.</param>
/// <param name="Indexes">The fields that it says are indexed, each by an index that begins with it.</param>
public sealed record DocumentedCollection(string Name, IReadOnlyList<DocumentedField> Fields, IReadOnlyList<string> Indexes);

/// <summary>A field of a MongoDB document.</summary>
/// <param name="Path">For example <c>data.eventId</c>.</param>
/// <param name="Type">ObjectId, String, Date, Boolean or Object.</param>
public sealed record DocumentedField(string Path, string Type);
