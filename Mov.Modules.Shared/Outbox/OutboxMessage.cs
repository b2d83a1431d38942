using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Mov.Modules.Shared.Outbox;

/// <summary>A row of a module's <c>outbox</c> table, written in the transaction of what it tells about and deleted once everyone has handled it.</summary>
public sealed class OutboxMessage
{
    /// <summary>Grows with time within one database.</summary>
    public long Id { get; set; }

    /// <summary>The event's type name, for example <c>EventPublished</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The event as JSON.</summary>
    public required string Payload { get; init; }

    /// <summary>When it happened, in UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>Failed deliveries so far.</summary>
    public int Attempts { get; set; }

    /// <summary>Not delivered before this time, in UTC.</summary>
    public DateTime NextAttemptAt { get; set; }

    /// <summary>Set when it is given up until an operator looks at it.</summary>
    public DateTime? ParkedAt { get; set; }

    /// <summary>The last failure.</summary>
    public string? LastError { get; set; }

    /// <summary>The row for an event that happens now.</summary>
    public static OutboxMessage For(IIntegrationEvent happened, DateTime now) => new()
    {
        Type = happened.GetType().Name,
        Payload = JsonSerializer.Serialize(happened, happened.GetType(), JsonSerializerOptions.Web),
        CreatedAt = now,
        NextAttemptAt = now,
    };
}

/// <summary>Maps the outbox into a module's model.</summary>
public static class OutboxMapping
{
    /// <summary>Adds the table <c>outbox</c>.</summary>
    public static void AddOutbox(this ModelBuilder model) => model.Entity<OutboxMessage>(row =>
    {
        row.ToTable("outbox");
        row.HasKey(message => message.Id).HasName("outbox_pkey");
        row.Property(message => message.Id).HasColumnName("id");
        row.Property(message => message.Type).HasColumnName("type").HasMaxLength(100);
        row.Property(message => message.Payload).HasColumnName("payload");
        row.Property(message => message.CreatedAt).HasColumnName("created_at").HasDefaultValueSql("CURRENT_TIMESTAMP");
        row.Property(message => message.Attempts).HasColumnName("attempts").HasDefaultValue(0);
        row.Property(message => message.NextAttemptAt).HasColumnName("next_attempt_at").HasDefaultValueSql("CURRENT_TIMESTAMP");
        row.Property(message => message.ParkedAt).HasColumnName("parked_at");
        row.Property(message => message.LastError).HasColumnName("last_error");
        row.HasIndex(message => message.Id).HasFilter("parked_at IS NULL").HasDatabaseName("idx_outbox_due");
    });
}
