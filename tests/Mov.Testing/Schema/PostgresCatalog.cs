using Npgsql;

namespace Mov.Testing.Schema;

/// <summary>The tables of a PostgreSQL database as its own catalog describes them.</summary>
public sealed record PostgresCatalog(IReadOnlyDictionary<string, CatalogTable> Tables)
{
    private const string ColumnsSql =
        """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attgenerated <> '', a.attidentity <> '',
               s.seqtypid::regtype::text
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        LEFT JOIN pg_sequence s ON s.seqrelid = pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname)::regclass
        WHERE a.attnum > 0 AND NOT a.attisdropped
        ORDER BY c.relname, a.attnum
        """;

    private const string ConstraintsSql =
        """
        SELECT c.relname, k.conname, pg_get_constraintdef(k.oid)
        FROM pg_constraint k
        JOIN pg_class c ON c.oid = k.conrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
        WHERE k.contype <> 'n'
        """;

    private const string IndexesSql =
        """
        SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        """;

    /// <summary>Reads the schema <c>public</c> of a database.</summary>
    public static async Task<PostgresCatalog> ReadAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        var columns = await ReadRowsAsync(source, ColumnsSql, row => (Table: row.GetString(0), Column: new CatalogColumn(
            row.GetString(1), row.GetString(2), !row.GetBoolean(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetBoolean(5), row.GetBoolean(6),
            row.IsDBNull(7) ? null : row.GetString(7))), cancellationToken);
        var constraints = await ReadRowsAsync(source, ConstraintsSql, row => (Table: row.GetString(0), Name: row.GetString(1), Definition: row.GetString(2)), cancellationToken);
        var indexes = await ReadRowsAsync(source, IndexesSql, row => (Table: row.GetString(0), Name: row.GetString(1), Definition: row.GetString(2)), cancellationToken);
        return new PostgresCatalog(columns.GroupBy(row => row.Table, StringComparer.Ordinal).ToDictionary(
            table => table.Key,
            table => new CatalogTable(
                table.ToDictionary(row => row.Column.Name, row => row.Column, StringComparer.Ordinal),
                constraints.Where(row => row.Table == table.Key).ToDictionary(row => row.Name, row => row.Definition, StringComparer.Ordinal),
                indexes.Where(row => row.Table == table.Key).ToDictionary(row => row.Name, row => row.Definition, StringComparer.Ordinal)),
            StringComparer.Ordinal));
    }

    /// <summary>What PostgreSQL itself makes of the statements that the document has for a database: they are executed in a database of their own.</summary>
    /// <param name="database">For example <c>mov_events</c>.</param>
    /// <param name="cancellationToken">The test's.</param>
    public static async Task<PostgresCatalog> OfDocumentAsync(string database, CancellationToken cancellationToken)
    {
        await using var reference = await TestPostgres.CreateDatabaseAsync("mov_document", cancellationToken);
        await SeedClient.CreateTablesAsync(database, reference.ConnectionString, cancellationToken);
        return await ReadAsync(reference.ConnectionString, cancellationToken);
    }

    /// <summary>Where this catalog is not what <paramref name="document"/> says, one line each. Added tables and indexes may be, and added columns that an
    /// INSERT which does not know them leaves alone: nullable, defaulted or generated ones. Nothing else.</summary>
    public IReadOnlyList<string> DifferencesFrom(PostgresCatalog document)
    {
        List<string> differences = [];
        foreach (var (name, expected) in document.Tables)
        {
            if (Tables.TryGetValue(name, out var actual))
            {
                differences.AddRange(actual.DifferencesFrom(expected).Select(difference => $"{name}: {difference}"));
            }
            else
            {
                differences.Add($"table {name} is missing");
            }
        }

        return differences;
    }

    private static async Task<List<T>> ReadRowsAsync<T>(
        NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}

/// <summary>A table: columns, constraints and indexes by name, the latter two as PostgreSQL writes them.</summary>
public sealed record CatalogTable(
    IReadOnlyDictionary<string, CatalogColumn> Columns, IReadOnlyDictionary<string, string> Constraints, IReadOnlyDictionary<string, string> Indexes)
{
    internal IEnumerable<string> DifferencesFrom(CatalogTable document)
    {
        foreach (var (name, expected) in document.Columns)
        {
            if (!Columns.TryGetValue(name, out var actual))
            {
                yield return $"column {name} is missing";
            }
            else if (actual != expected)
            {
                yield return $"column {name} is {actual}, not {expected}";
            }
        }

        foreach (var added in Columns.Values.Where(column => !document.Columns.ContainsKey(column.Name) && !column.MayBeLeftOut))
        {
            yield return $"added column {added.Name} is neither nullable nor defaulted nor generated";
        }

        foreach (var (name, expected) in document.Constraints)
        {
            if (!Constraints.TryGetValue(name, out var actual))
            {
                yield return $"constraint {name} is missing";
            }
            else if (!string.Equals(actual, expected, StringComparison.Ordinal))
            {
                yield return $"constraint {name} is {actual}, not {expected}";
            }
        }

        foreach (var added in Constraints.Where(constraint => !document.Constraints.ContainsKey(constraint.Key)))
        {
            yield return $"constraint {added.Key} {added.Value} is not in the document";
        }

        foreach (var (name, expected) in document.Indexes)
        {
            if (!Indexes.TryGetValue(name, out var actual))
            {
                yield return $"index {name} is missing";
            }
            else if (!string.Equals(actual, expected, StringComparison.Ordinal))
            {
                yield return $"index {name} is {actual}, not {expected}";
            }
        }
    }
}

/// <summary>A column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">With its length, for example <c>character varying(200)</c>.</param>
/// <param name="Nullable">Whether it may be NULL.</param>
/// <param name="Default">Its default, or what generates it, as PostgreSQL writes it.</param>
/// <param name="Generated">Whether the database computes it.</param>
/// <param name="Identity">Whether it is an identity column, which a SERIAL one is not.</param>
/// <param name="Sequence">The type of the sequence it owns (SERIAL), if any.</param>
public sealed record CatalogColumn(string Name, string Type, bool Nullable, string? Default, bool Generated, bool Identity, string? Sequence)
{
    internal bool MayBeLeftOut => Nullable || Default is not null || Generated || Identity;
}
