using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Mov.Modules.Auth.Data;

internal sealed class AuthPostgresDbContext(DbContextOptions<AuthPostgresDbContext> options) : AuthDbContext(options)
{
    protected override StoreDialect Dialect => StoreDialect.Postgres;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.UseSerialColumns();
        base.OnModelCreating(modelBuilder);
    }
}

internal sealed class AuthSqliteDbContext(DbContextOptions<AuthSqliteDbContext> options) : AuthDbContext(options)
{
    protected override StoreDialect Dialect => StoreDialect.Sqlite;
}

/// <summary>For <c>dotnet ef migrations add NAME --context AuthPostgresDbContext --output-dir Data/Migrations/Postgres</c>; connects to nothing.</summary>
internal sealed class AuthPostgresDesign : IDesignTimeDbContextFactory<AuthPostgresDbContext>
{
    public AuthPostgresDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<AuthPostgresDbContext>().UseNpgsql().Options);
}

/// <summary>For <c>dotnet ef migrations add NAME --context AuthSqliteDbContext --output-dir Data/Migrations/Sqlite</c>; connects to nothing.</summary>
internal sealed class AuthSqliteDesign : IDesignTimeDbContextFactory<AuthSqliteDbContext>
{
    public AuthSqliteDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<AuthSqliteDbContext>().UseSqlite().Options);
}
