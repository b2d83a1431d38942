using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Shared.Outbox;
using Npgsql;

namespace Mov.Modules.Shared.Storage;

/// <summary>How a module gets its relational database: one model, a context type per provider, because each has its own migrations.</summary>
public static class ModuleDatabaseRegistration
{
    // A query is one and the same however many values are looked for.
    private const ParameterTranslationMode ListsAreParameters = ParameterTranslationMode.Parameter;

    /// <summary>Registers <see cref="IDbContextFactory{TContext}"/> and a scoped <typeparamref name="TContext"/> for the storage mode,
    /// the <see cref="IModuleDatabase"/> that migrates it and, on PostgreSQL, the keyed <see cref="NpgsqlDataSource"/> of that name.</summary>
    public static IServiceCollection AddModuleDatabase<TContext, TPostgres, TSqlite>(
        this IServiceCollection services, StorageSettings storage, string module, string database)
        where TContext : DbContext
        where TPostgres : TContext
        where TSqlite : TContext
    {
        if (storage.Mode == StorageMode.Servers)
        {
            services.AddKeyedSingleton(database, (_, _) => new NpgsqlDataSourceBuilder(storage.ConnectionStringOf(database)).Build());
            services.AddPooledDbContextFactory<TPostgres>((provider, options) => options
                .UseNpgsql(
                    provider.GetRequiredKeyedService<NpgsqlDataSource>(database),
                    npgsql => npgsql.UseParameterizedCollectionMode(ListsAreParameters))
                .AddShared(provider));
            services.AddModuleContext<TContext, TPostgres>(module, database);
        }
        else
        {
            services.AddPooledDbContextFactory<TSqlite>((provider, options) => options
                .UseSqlite(storage.ConnectionStringOf(database), sqlite => sqlite.UseParameterizedCollectionMode(ListsAreParameters))
                .AddInterceptors(new SqlitePageCache())
                .AddShared(provider));
            services.AddModuleContext<TContext, TSqlite>(module, database);
        }

        return services;
    }

    private static DbContextOptionsBuilder AddShared(this DbContextOptionsBuilder options, IServiceProvider provider) => options
        .AddInterceptors(provider.GetRequiredService<OutboxWakeUp>())
        // Counting up to a bound needs no order, and sorting for it would read everything.
        .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning));

    private static void AddModuleContext<TContext, TProvider>(this IServiceCollection services, string module, string database)
        where TContext : DbContext
        where TProvider : TContext
    {
        services.AddSingleton<IDbContextFactory<TContext>, ProviderContextFactory<TContext, TProvider>>();
        services.AddScoped<TContext>(provider => provider.GetRequiredService<IDbContextFactory<TProvider>>().CreateDbContext());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RelationalModuleDatabase<TContext>>(provider, module, database));
        services.AddSingleton<IModuleDatabase>(provider => provider.GetRequiredService<RelationalModuleDatabase<TContext>>());
    }

    private sealed class ProviderContextFactory<TContext, TProvider>(IDbContextFactory<TProvider> inner) : IDbContextFactory<TContext>
        where TContext : DbContext
        where TProvider : TContext
    {
        public TContext CreateDbContext() => inner.CreateDbContext();

        public async Task<TContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
            await inner.CreateDbContextAsync(cancellationToken);
    }
}

/// <summary>What stands in the way of adopting rows that another client wrote; a module registers one where there can be any.</summary>
public interface IMigrationObstacles<TContext>
    where TContext : DbContext
{
    /// <summary>One line per obstacle; runs against an existing database, possibly without any of the module's tables, and changes nothing.</summary>
    Task<IReadOnlyList<string>> FindAsync(TContext context, CancellationToken cancellationToken);
}
