using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Data;

/// <summary>The tables of <c>mov_auth</c>.</summary>
internal static class Mapping
{
    public static void MapAccounts(this ModelBuilder model, StoreDialect dialect)
    {
        var users = model.Entity<Account>();
        users.ToTable("users", table => table.HasCheckConstraint("users_role_check", "role IN ('ORGANIZER', 'PARTICIPANT')"));
        users.MapSeed();
        users.MapIdentity(dialect);
    }

    /// <summary>database-schema.md, "Table: users", to the letter.</summary>
    private static void MapSeed(this EntityTypeBuilder<Account> users)
    {
        users.HasKey(account => account.Id).HasName("users_pkey");
        users.Property(account => account.Id).HasColumnName("id");
        users.Property(account => account.Email).HasColumnName("email").HasMaxLength(255).IsRequired();
        users.Property(account => account.PasswordHash).HasColumnName("password").HasMaxLength(255).IsRequired();
        users.Property(account => account.Role).HasColumnName("role").HasMaxLength(20).IsRequired().HasConversion(
            role => role == UserRole.Organizer ? "ORGANIZER" : "PARTICIPANT",
            stored => stored == "ORGANIZER" ? UserRole.Organizer : UserRole.Participant);
        users.Property(account => account.FirstName).HasColumnName("first_name").HasMaxLength(100);
        users.Property(account => account.LastName).HasColumnName("last_name").HasMaxLength(100);
        users.Property(account => account.IsActive).HasColumnName("is_active").HasDefaultValueSql("TRUE");
        users.Property(account => account.CreatedAt).HasColumnName("created_at").HasDefaultValueSql("CURRENT_TIMESTAMP");
        users.Property(account => account.UpdatedAt).HasColumnName("updated_at").HasDefaultValueSql("CURRENT_TIMESTAMP");
        users.HasIndex(account => account.Email, "users_email_key").IsUnique();
        users.HasIndex(account => account.Email, "idx_users_email");
        users.HasIndex(account => account.Role, "idx_users_role");
    }

    /// <summary>What Identity needs beyond the seed: defaulted, nullable or generated, so that an INSERT of the seed's columns alone makes a whole account.</summary>
    private static void MapIdentity(this EntityTypeBuilder<Account> users, StoreDialect dialect)
    {
        users.Property(account => account.UserName).HasColumnName("user_name").HasMaxLength(255).HasComputedColumnSql("email", stored: true);
        users.Property(account => account.NormalizedUserName).HasColumnName("normalized_user_name").HasMaxLength(255).HasComputedColumnSql(dialect.UpperEmail, stored: true);
        users.Property(account => account.NormalizedEmail).HasColumnName("normalized_email").HasMaxLength(255).HasComputedColumnSql(dialect.UpperEmail, stored: true);
        users.Property(account => account.SearchText).HasColumnName("search_text").HasComputedColumnSql(dialect.SearchText, stored: true);
        users.Property(account => account.SecurityStamp).HasColumnName("security_stamp").HasMaxLength(64).IsRequired().HasDefaultValueSql(dialect.RandomStamp);
        users.Property(account => account.ConcurrencyStamp).HasColumnName("concurrency_stamp").HasMaxLength(64).IsRequired().HasDefaultValueSql(dialect.RandomStamp).IsConcurrencyToken();
        users.Property(account => account.LockoutEnabled).HasColumnName("lockout_enabled").HasDefaultValue(true);
        users.Property(account => account.AccessFailedCount).HasColumnName("access_failed_count").HasDefaultValue(0);
        users.Property(account => account.LockoutEnd).HasColumnName("lockout_end").HasConversion(
            new ValueConverter<DateTimeOffset, DateTime>(time => time.UtcDateTime.ToColumn(), stored => new DateTimeOffset(stored.FromColumn())));
        users.Property(account => account.Language).HasColumnName("language").HasMaxLength(10);
        if (dialect.IsPostgres)
        {
            users.Property(account => account.LockoutEnd).HasColumnType("timestamp without time zone");
            users.HasIndex(account => account.SearchText, "idx_users_search_text").HasMethod("gin").HasOperators("gin_trgm_ops");
        }

        users.HasIndex(account => account.NormalizedEmail, "idx_users_normalized_email").IsUnique();
        users.Ignore(account => account.EmailConfirmed);
        users.Ignore(account => account.PhoneNumber);
        users.Ignore(account => account.PhoneNumberConfirmed);
        users.Ignore(account => account.TwoFactorEnabled);
    }

    public static void MapRoles(this ModelBuilder model)
    {
        var roles = model.Entity<IdentityRole<int>>();
        roles.ToTable("roles");
        roles.HasKey(role => role.Id).HasName("roles_pkey");
        roles.Property(role => role.Id).HasColumnName("id");
        roles.Property(role => role.Name).HasColumnName("name").HasMaxLength(100).IsRequired();
        roles.Property(role => role.NormalizedName).HasColumnName("normalized_name").HasMaxLength(100).IsRequired();
        roles.Property(role => role.ConcurrencyStamp).HasColumnName("concurrency_stamp").HasMaxLength(64).IsConcurrencyToken();
        roles.HasIndex(role => role.NormalizedName, "idx_roles_normalized_name").IsUnique();
        roles.HasData(new IdentityRole<int>
        {
            Id = AdminRole.Id,
            Name = AdminRole.Name,
            NormalizedName = AdminRole.Name.ToUpperInvariant(),
            ConcurrencyStamp = "a44ac6a6-5f9b-4be8-b16b-75dcd3a97bd8",
        });

        var members = model.Entity<IdentityUserRole<int>>();
        members.ToTable("user_roles");
        members.HasKey(member => new { member.UserId, member.RoleId }).HasName("user_roles_pkey");
        members.Property(member => member.UserId).HasColumnName("user_id");
        members.Property(member => member.RoleId).HasColumnName("role_id");
        members.HasIndex(member => member.RoleId, "idx_user_roles_role");
        members.HasOne<Account>().WithMany().HasForeignKey(member => member.UserId).HasConstraintName("user_roles_user_id_fkey");
        members.HasOne<IdentityRole<int>>().WithMany().HasForeignKey(member => member.RoleId).HasConstraintName("user_roles_role_id_fkey");
    }

    public static void MapDataProtectionKeys(this ModelBuilder model)
    {
        var keys = model.Entity<DataProtectionKey>();
        keys.ToTable("data_protection_keys");
        keys.HasKey(key => key.Id).HasName("data_protection_keys_pkey");
        keys.Property(key => key.Id).HasColumnName("id");
        keys.Property(key => key.FriendlyName).HasColumnName("friendly_name");
        keys.Property(key => key.Xml).HasColumnName("xml");
    }
}
