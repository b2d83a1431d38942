using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using MongoDB.Bson;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Data.Sqlite;

/// <summary>The embedded home of <c>mov_notifications</c>: a table with the collection's field names, <c>data</c> as JSON.</summary>
internal abstract class NotificationsContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<StoredNotification> Notifications => Set<StoredNotification>();

    public DbSet<PreferenceRow> Preferences => Set<PreferenceRow>();

    public DbSet<QueuedMail> Mails => Set<QueuedMail>();

    public DbSet<ReminderRow> Reminders => Set<ReminderRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.StoreTimesAsUtc(postgres: false);
        configurationBuilder.StoreObjectIdsAsHex();
        configurationBuilder.Properties<NotificationData>().HaveConversion<JsonColumn>();
        configurationBuilder.Properties<MailOutcome>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        AddNotifications(modelBuilder);
        modelBuilder.Entity<PreferenceRow>(row =>
        {
            row.ToTable("preferences");
            row.HasKey(preference => new { preference.UserId, preference.Type });
            row.Property(preference => preference.UserId).HasColumnName("userId");
            row.Property(preference => preference.Type).HasColumnName("type");
            row.Property(preference => preference.Channels).HasColumnName("channels");
            row.Property(preference => preference.UpdatedAt).HasColumnName("updatedAt");
        });
        modelBuilder.Entity<QueuedMail>(row =>
        {
            row.ToTable("mails");
            row.HasKey(mail => mail.Id);
            row.Property(mail => mail.Id).HasColumnName("_id");
            row.Property(mail => mail.UserId).HasColumnName("userId");
            row.Property(mail => mail.Type).HasColumnName("type");
            row.Property(mail => mail.Data).HasColumnName("data");
            row.Property(mail => mail.CreatedAt).HasColumnName("createdAt");
            row.Property(mail => mail.Due).HasColumnName("due");
            row.Property(mail => mail.Attempts).HasColumnName("attempts").HasDefaultValue(0);
            row.Property(mail => mail.LastError).HasColumnName("lastError");
            row.Property(mail => mail.ParkedAt).HasColumnName("parkedAt");
            row.Property(mail => mail.SettledAt).HasColumnName("settledAt");
            row.Property(mail => mail.Outcome).HasColumnName("outcome");
            row.HasIndex(mail => mail.Due).HasFilter("due IS NOT NULL").HasDatabaseName("mails_due");
            row.HasIndex(mail => mail.ParkedAt).HasFilter("parkedAt IS NOT NULL").HasDatabaseName("mails_parked");
            row.HasIndex(mail => mail.SettledAt).HasFilter("settledAt IS NOT NULL").HasDatabaseName("mails_settled");
        });
        modelBuilder.Entity<ReminderRow>(row =>
        {
            row.ToTable("reminders");
            row.HasKey(reminder => reminder.Id);
            row.Property(reminder => reminder.Id).HasColumnName("_id");
            row.Property(reminder => reminder.EventId).HasColumnName("eventId");
            row.Property(reminder => reminder.DoneAt).HasColumnName("doneAt");
        });
    }

    private static void AddNotifications(ModelBuilder modelBuilder) => modelBuilder.Entity<StoredNotification>(row =>
    {
        row.ToTable("notifications");
        row.HasKey(notification => notification.Id);
        row.Ignore(notification => notification.Key);
        row.Property(notification => notification.Id).HasColumnName("_id");
        row.Property(notification => notification.UserId).HasColumnName("userId");
        row.Property(notification => notification.Type).HasColumnName("type");
        row.Property(notification => notification.Data).HasColumnName("data");
        row.Property(notification => notification.Read).HasColumnName("read").HasDefaultValue(false);
        row.Property(notification => notification.ReadAt).HasColumnName("readAt");
        row.Property(notification => notification.CreatedAt).HasColumnName("createdAt");
        row.Property(notification => notification.Room).HasColumnName("room");
        row.Property(notification => notification.SeenThrough).HasColumnName("seenThrough");
        row.Property(notification => notification.ToldThrough).HasColumnName("toldThrough");
        row.HasIndex(notification => new { notification.UserId, notification.CreatedAt, notification.Id }).HasDatabaseName("notifications_list");
        row.HasIndex(notification => new { notification.UserId, notification.Read, notification.CreatedAt, notification.Id }).HasDatabaseName("notifications_unread");
        row.HasIndex(notification => notification.ReadAt).HasFilter("readAt IS NOT NULL").HasDatabaseName("notifications_read");
        row.HasIndex(notification => new { notification.Room, notification.UserId }).HasFilter("room IS NOT NULL").HasDatabaseName("notifications_room");
        row.HasIndex(notification => new { notification.UserId, notification.Room }).IsUnique()
            .HasFilter("room IS NOT NULL AND read = 0").HasDatabaseName("notifications_one_unread_per_room");
    });

    private sealed class JsonColumn() : ValueConverter<NotificationData, string>(
        data => JsonSerializer.Serialize(data, JsonSerializerOptions.Web),
        text => JsonSerializer.Deserialize<NotificationData>(text, JsonSerializerOptions.Web) ?? new NotificationData(null, null, null, null));
}

/// <summary>One choice of one person.</summary>
internal sealed record PreferenceRow(int UserId, string Type, string Channels, DateTime UpdatedAt);

/// <summary>An event, at one date, of which everyone was reminded.</summary>
internal sealed record ReminderRow(ObjectId Id, int EventId, DateTime DoneAt);

internal sealed class SqliteNotificationsContext(DbContextOptions<SqliteNotificationsContext> options) : NotificationsContext(options);

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class SqliteNotificationsContextFactory : IDesignTimeDbContextFactory<SqliteNotificationsContext>
{
    public SqliteNotificationsContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteNotificationsContext>().UseSqlite("Data Source=:memory:").Options);
}
