using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Data;

/// <summary>The database <c>mov_auth</c>.</summary>
internal abstract class AuthDbContext(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<IdentityRole<int>> Roles => Set<IdentityRole<int>>();

    public DbSet<IdentityUserRole<int>> RolesOfAccounts => Set<IdentityUserRole<int>>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public const string ContainsFunction = "contains_ignoring_case";

    /// <summary>In queries only; SQLite runs it as a function of the connection (see <see cref="Lookup.AccountSearch"/>).</summary>
    [DbFunction(ContainsFunction)]
    public static bool ContainsIgnoringCase(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    protected abstract StoreDialect Dialect { get; }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.StoreTimesAsUtc(Dialect.IsPostgres);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapAccounts(Dialect);
        modelBuilder.MapRoles();
        modelBuilder.MapDataProtectionKeys();
        modelBuilder.AddOutbox();
    }
}

/// <summary>The SQL in which the two databases differ.</summary>
/// <param name="IsPostgres">Whether it is PostgreSQL; SQLite otherwise.</param>
/// <param name="RandomStamp">A default that is another value for each row.</param>
/// <param name="UpperEmail">The e-mail in upper case, only A to Z folded, as <see cref="AsciiLookupNormalizer"/> does.</param>
/// <param name="SearchText">Names and e-mail in lower case.</param>
internal sealed record StoreDialect(bool IsPostgres, string RandomStamp, string UpperEmail, string SearchText)
{
    private const string Searched = "coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || email";

    // The collations are named because upper() and lower() otherwise follow the locale that the database happened to be created with.
    public static readonly StoreDialect Postgres = new(
        true, "gen_random_uuid()::text", "upper(email COLLATE \"C\")", $"lower(({Searched}) COLLATE \"und-x-icu\")");

    public static readonly StoreDialect Sqlite = new(
        false, "(lower(hex(randomblob(16))))", "upper(email)", Searched);
}
