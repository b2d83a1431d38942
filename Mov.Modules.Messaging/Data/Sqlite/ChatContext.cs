using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Data.Sqlite;

/// <summary>The embedded home of <c>mov_chat</c>: tables with the collections' field names.</summary>
internal abstract class ChatContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<StoredMessage> Messages => Set<StoredMessage>();

    public DbSet<StoredVisit> Visits => Set<StoredVisit>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.StoreTimesAsUtc(postgres: false);
        configurationBuilder.StoreObjectIdsAsHex();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredMessage>(MapMessages);
        modelBuilder.Entity<StoredVisit>(row =>
        {
            row.ToTable("visits");
            row.HasKey(visit => new { visit.EventId, visit.UserId });
            row.Ignore(visit => visit.Seen);
            row.Property(visit => visit.EventId).HasColumnName("eventId");
            row.Property(visit => visit.UserId).HasColumnName("userId");
            row.Property(visit => visit.SeenTimestamp).HasColumnName("seenTimestamp");
            row.Property(visit => visit.SeenId).HasColumnName("seenId");
        });
    }

    private static void MapMessages(EntityTypeBuilder<StoredMessage> row)
    {
        row.ToTable("messages");
        row.HasKey(message => message.Id);
        row.Ignore(message => message.Key);
        row.Property(message => message.Id).HasColumnName("_id");
        row.Property(message => message.EventId).HasColumnName("eventId");
        row.Property(message => message.SenderId).HasColumnName("senderId");
        row.Property(message => message.SenderRole).HasColumnName("senderRole");
        row.Property(message => message.Message).HasColumnName("message");
        row.Property(message => message.Timestamp).HasColumnName("timestamp");
        row.Property(message => message.Edited).HasColumnName("edited").HasDefaultValue(false);
        row.Property(message => message.CreatedAt).HasColumnName("createdAt");
        row.Property(message => message.UpdatedAt).HasColumnName("updatedAt");
        row.Property(message => message.ClientId).HasColumnName("clientId");
        row.Property(message => message.Pending).HasColumnName("pending");
        row.Property(message => message.Number).HasColumnName("number");
        row.Property(message => message.RemovedAt).HasColumnName("removedAt");
        row.Property(message => message.RemovedBy).HasColumnName("removedBy");
        row.Property(message => message.Announcement).HasColumnName("announcement").HasDefaultValue(false);
        row.Property(message => message.PinnedAt).HasColumnName("pinnedAt");
        row.HasIndex(message => new { message.EventId, message.Timestamp, message.Id }).HasDatabaseName("messages_history");
        row.HasIndex(message => new { message.SenderId, message.ClientId }).IsUnique().HasFilter("clientId IS NOT NULL").HasDatabaseName("messages_client");
        row.HasIndex(message => new { message.EventId, message.Number }).IsUnique().HasFilter("number IS NOT NULL").HasDatabaseName("messages_number");
        row.HasIndex(message => new { message.Pending, message.EventId }).HasFilter("pending IS NOT NULL").HasDatabaseName("messages_pending");
        row.HasIndex(message => new { message.EventId, message.Number }, "messages_untold").HasFilter("pending IS NOT NULL");
        row.HasIndex(message => new { message.SenderId, message.Timestamp }).HasDatabaseName("messages_sender");
        row.HasIndex(message => new { message.EventId, message.PinnedAt }).HasFilter("pinnedAt IS NOT NULL").HasDatabaseName("messages_pinned");
    }
}

internal sealed class SqliteChatContext(DbContextOptions<SqliteChatContext> options) : ChatContext(options);

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class SqliteChatContextFactory : IDesignTimeDbContextFactory<SqliteChatContext>
{
    public SqliteChatContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteChatContext>().UseSqlite("Data Source=:memory:").Options);
}
