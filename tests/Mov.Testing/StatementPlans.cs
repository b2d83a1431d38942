using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Mov.Testing;

/// <summary>
/// Asks SQLite how it serves each statement that is sent to the databases in a folder, with its own parameters, just before it is run. It is made before the application:
/// a context that found nobody listening looks again only after a second.
/// </summary>
public sealed class StatementPlans : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentDictionary<string, string> _plans = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];
    private volatile string? _folder;

    public StatementPlans() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>Statements and their plans, a step a line.</summary>
    public IReadOnlyDictionary<string, string> Plans => _plans;

    /// <summary>Begins to ask.</summary>
    /// <param name="folder">Where the databases are.</param>
    public void Begin(string folder) => _folder = folder;

    /// <summary>Those that read a whole table, their plans above them. All of the values that a statement names, or of what a step before found, is no table.</summary>
    /// <param name="small">Tables and indexes of which all may be read.</param>
    public IReadOnlyList<string> FindWholeTables(params string[] small) =>
    [
        .. _plans.Where(plan => plan.Value.Split('\n') is var steps && steps.Any(step =>
            step.StartsWith("SCAN ", StringComparison.Ordinal)
            && step is not "SCAN CONSTANT ROW"
            && !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal)
            && !small.Any(name => step.EndsWith($" {name}", StringComparison.Ordinal))
            && !steps.Contains($"CO-ROUTINE {step["SCAN ".Length..]}"))).Select(plan => $"{plan.Value}\n{plan.Key}"),
    ];

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (_folder is { } folder
            && value is { Key: var key, Value: CommandEventData { Command: SqliteCommand command } }
            && key == RelationalEventId.CommandExecuting.Name
            && command.Connection!.DataSource.StartsWith(folder, StringComparison.Ordinal)
            && !_plans.ContainsKey(command.CommandText))
        {
            _plans[command.CommandText] = Explain(command);
        }
    }

    public void OnCompleted()
    {
        // The application ends.
    }

    public void OnError(Exception error) => throw error;

    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Dispose();
        }
    }

    private static string Explain(SqliteCommand command)
    {
        using var explain = command.Connection!.CreateCommand();
        explain.Transaction = command.Transaction;
        explain.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        foreach (SqliteParameter parameter in command.Parameters)
        {
            explain.Parameters.AddWithValue(parameter.ParameterName, parameter.Value);
        }

        using var reader = explain.ExecuteReader();
        List<string> steps = [];
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        return string.Join('\n', steps);
    }
}
