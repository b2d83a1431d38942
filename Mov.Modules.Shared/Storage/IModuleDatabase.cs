namespace Mov.Modules.Shared.Storage;

/// <summary>One of the five databases as the verbs, the start and the health page see it. Every module registers its own.</summary>
public interface IModuleDatabase
{
    /// <summary>The module's name as <c>migrate --module</c> takes it: auth, events, enrollments, messaging.</summary>
    string Module { get; }

    /// <summary>The database's name, one of <see cref="DatabaseNames"/>.</summary>
    string Database { get; }

    /// <summary>What stands in the way of migrating rows that are already there, one line each; empty when nothing does. Changes nothing.</summary>
    Task<IReadOnlyList<string>> FindObstaclesAsync(CancellationToken cancellationToken);

    /// <summary>The migrations in order, and whether each is applied. A database that does not exist has none applied.</summary>
    Task<IReadOnlyList<MigrationState>> ReadMigrationsAsync(CancellationToken cancellationToken);

    /// <summary>Moves the schema forward or back to <paramref name="target"/> (<see langword="null"/>: the newest; "0": before the first),
    /// creating the database where it is missing.</summary>
    /// <returns>What was done, one line each; empty when there was nothing to do.</returns>
    Task<IReadOnlyList<string>> MigrateAsync(string? target, CancellationToken cancellationToken);

    /// <summary>Whether the database answers.</summary>
    Task<bool> AnswersAsync(CancellationToken cancellationToken);
}

/// <summary>A migration's name and whether the database has it.</summary>
public sealed record MigrationState(string Name, bool Applied);
