using Mov.Modules.Shared.Storage;

namespace Mov.Web.Hosting.Verbs;

/// <summary>Moves the schemas of the databases forward or back. What stands in the way of any of them is found before any is changed.</summary>
internal sealed record MigrateVerb(string? Target, bool Undo, string? Module) : IVerb
{
    public static MigrateVerb From(VerbOptions options)
    {
        var verb = new MigrateVerb(options.Value("to"), options.Flag("undo"), options.Value("module"));
        options.RefuseOthers();
        return verb.Target is not null && verb.Undo
            ? throw new UsageException("--to and --undo exclude each other.")
            : verb;
    }

    public async Task<int> RunAsync(IServiceProvider services, TextWriter output)
    {
        List<IModuleDatabase> all = [.. services.GetServices<IModuleDatabase>()];
        var chosen = all.Where(database => Module is null || string.Equals(database.Module, Module, StringComparison.OrdinalIgnoreCase)).ToList();
        if (chosen.Count == 0)
        {
            await Console.Error.WriteLineAsync(
                $"There is no module '{Module}'. Modules are {string.Join(", ", all.Select(database => database.Module).Distinct(StringComparer.Ordinal))}.");
            return CommandLine.Failed;
        }

        var plans = await PlanAsync(chosen);
        if (plans is null || await ReportObstaclesAsync(plans))
        {
            return CommandLine.Failed;
        }

        var done = 0;
        foreach (var (database, target) in plans)
        {
            IReadOnlyList<string> lines;
            try
            {
                lines = await database.MigrateAsync(target, CancellationToken.None);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                await Console.Error.WriteLineAsync($"{database.Database} could not be migrated: {OneLine(failure)}");
                return CommandLine.Failed;
            }

            foreach (var line in lines)
            {
                await output.WriteLineAsync(line);
                done++;
            }
        }

        if (done == 0)
        {
            await output.WriteLineAsync("nothing to do");
        }

        return 0;
    }

    /// <summary>Which database goes where; <see langword="null"/> after saying why that cannot be.</summary>
    private async Task<List<(IModuleDatabase Database, string? Target)>?> PlanAsync(List<IModuleDatabase> databases)
    {
        List<(IModuleDatabase, string?)> plans = [];
        foreach (var database in databases)
        {
            IReadOnlyList<MigrationState> migrations;
            try
            {
                migrations = await database.ReadMigrationsAsync(CancellationToken.None);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                await Console.Error.WriteLineAsync($"{database.Database} does not answer: {OneLine(failure)}");
                return null;
            }

            if (Undo)
            {
                if (migrations.LastOrDefault(migration => migration.Applied) is { } newest)
                {
                    plans.Add((database, migrations.TakeWhile(migration => migration != newest).LastOrDefault()?.Name ?? "0"));
                }
            }
            else if (Target is null or "0")
            {
                plans.Add((database, Target));
            }
            else if (migrations.FirstOrDefault(migration => Names(migration.Name, Target)) is { } target)
            {
                plans.Add((database, target.Name));
            }
        }

        if (plans.Count == 0 && Target is not null)
        {
            await Console.Error.WriteLineAsync(
                $"There is no migration '{Target}' in {string.Join(", ", databases.Select(database => database.Database))}.");
            return null;
        }

        return plans;
    }

    // A migration is named with or without the time in front of it.
    private static bool Names(string migration, string name) =>
        string.Equals(migration, name, StringComparison.OrdinalIgnoreCase)
        || migration.EndsWith("_" + name, StringComparison.OrdinalIgnoreCase);

    private static async Task<bool> ReportObstaclesAsync(List<(IModuleDatabase Database, string? Target)> plans)
    {
        List<string> obstacles = [];
        foreach (var (database, _) in plans)
        {
            try
            {
                obstacles.AddRange((await database.FindObstaclesAsync(CancellationToken.None)).Select(line => $"  {database.Database}: {line}"));
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                obstacles.Add($"  {database.Database}: does not answer: {OneLine(failure)}");
            }
        }

        if (obstacles.Count == 0)
        {
            return false;
        }

        await Console.Error.WriteLineAsync("Nothing was changed, because this stands in the way:");
        foreach (var line in obstacles)
        {
            await Console.Error.WriteLineAsync(line);
        }

        return true;
    }

    private static string OneLine(Exception failure) => failure.GetBaseException().Message.ReplaceLineEndings(" ");
}
