using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Data.Sqlite;

/// <summary>The embedded home of <c>mov_notifications</c>: a table with the collection's field names, <c>data</c> as JSON.</summary>
internal abstract class NotificationsContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<StoredNotification> Notifications => Set<StoredNotification>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.StoreTimesAsUtc(postgres: false);
        configurationBuilder.StoreObjectIdsAsHex();
        configurationBuilder.Properties<NotificationData>().HaveConversion<JsonColumn>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<StoredNotification>(row =>
    {
        row.ToTable("notifications");
        row.HasKey(notification => notification.Id);
        row.Ignore(notification => notification.Key);
        row.Property(notification => notification.Id).HasColumnName("_id");
        row.Property(notification => notification.UserId).HasColumnName("userId");
        row.Property(notification => notification.Type).HasColumnName("type");
        row.Property(notification => notification.Data).HasColumnName("data");
        row.Property(notification => notification.Read).HasColumnName("read").HasDefaultValue(false);
        row.Property(notification => notification.CreatedAt).HasColumnName("createdAt");
        row.Property(notification => notification.Room).HasColumnName("room");
        row.Property(notification => notification.SeenThrough).HasColumnName("seenThrough");
        row.Property(notification => notification.ToldThrough).HasColumnName("toldThrough");
        row.HasIndex(notification => new { notification.UserId, notification.CreatedAt, notification.Id }).HasDatabaseName("notifications_list");
        row.HasIndex(notification => new { notification.UserId, notification.Read, notification.CreatedAt, notification.Id }).HasDatabaseName("notifications_unread");
        row.HasIndex(notification => new { notification.Room, notification.UserId }).HasFilter("room IS NOT NULL").HasDatabaseName("notifications_room");
        row.HasIndex(notification => new { notification.UserId, notification.Room }).IsUnique()
            .HasFilter("room IS NOT NULL AND read = 0").HasDatabaseName("notifications_one_unread_per_room");
    });

    private sealed class JsonColumn() : ValueConverter<NotificationData, string>(
        data => JsonSerializer.Serialize(data, JsonSerializerOptions.Web),
        text => JsonSerializer.Deserialize<NotificationData>(text, JsonSerializerOptions.Web) ?? new NotificationData(null, null, null, null));
}

internal sealed class SqliteNotificationsContext(DbContextOptions<SqliteNotificationsContext> options) : NotificationsContext(options);

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class SqliteNotificationsContextFactory : IDesignTimeDbContextFactory<SqliteNotificationsContext>
{
    public SqliteNotificationsContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteNotificationsContext>().UseSqlite("Data Source=:memory:").Options);
}
