using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Enrollments.Data;

/// <summary>The database <c>mov_enrollments</c>.</summary>
internal abstract class EnrollmentsDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<EnrollmentRow> Enrollments => Set<EnrollmentRow>();

    public DbSet<WaitlistRow> Waitlist => Set<WaitlistRow>();

    public DbSet<WaitlistBlockRow> WaitlistBlocks => Set<WaitlistBlockRow>();

    public DbSet<SeatsRow> Seats => Set<SeatsRow>();

    public DbSet<HistoryRow> History => Set<HistoryRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapSeedTables();
        modelBuilder.MapSeatTables();
        modelBuilder.AddOutbox();
    }
}

/// <summary>The database on PostgreSQL.</summary>
internal sealed class PostgresEnrollmentsDbContext(DbContextOptions<PostgresEnrollmentsDbContext> options) : EnrollmentsDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.StoreTimesAsUtc(postgres: true);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.UseSerialColumns();
        base.OnModelCreating(modelBuilder);
    }
}

/// <summary>The database on SQLite.</summary>
internal sealed class SqliteEnrollmentsDbContext(DbContextOptions<SqliteEnrollmentsDbContext> options) : EnrollmentsDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.StoreTimesAsUtc(postgres: false);
}

/// <summary>Lets <c>dotnet ef migrations add</c> see the model; nothing is connected to.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresEnrollmentsDbContext>
{
    public PostgresEnrollmentsDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresEnrollmentsDbContext>().UseNpgsql().Options);
}

/// <summary>The same for SQLite.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteEnrollmentsDbContext>
{
    public SqliteEnrollmentsDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteEnrollmentsDbContext>().UseSqlite().Options);
}
