using Microsoft.EntityFrameworkCore;

namespace Mov.Modules.Enrollments.Data;

/// <summary>The tables, the seed's to the letter (database-schema.md, <c>mov_enrollments</c>) and ours beside them.</summary>
internal static class Mapping
{
    public static void MapSeedTables(this ModelBuilder model)
    {
        model.Entity<EnrollmentRow>(row =>
        {
            row.ToTable("enrollments", table => table.HasCheckConstraint("enrollments_status_check", "status IN ('ENROLLED', 'WAITLISTED', 'CANCELED')"));
            row.HasKey(enrollment => enrollment.Id).HasName("enrollments_pkey");
            row.HasAlternateKey(enrollment => new { enrollment.EventId, enrollment.UserId }).HasName("enrollments_event_id_user_id_key");
            row.Property(enrollment => enrollment.Id).HasColumnName("id");
            row.Property(enrollment => enrollment.EventId).HasColumnName("event_id");
            row.Property(enrollment => enrollment.UserId).HasColumnName("user_id");
            row.Property(enrollment => enrollment.Status).HasColumnName("status").HasMaxLength(20).HasDefaultValue(StatusText.Enrolled);
            row.Property(enrollment => enrollment.EnrolledAt).HasColumnName("enrolled_at").HasDefaultValueSql("CURRENT_TIMESTAMP");
            row.HasIndex(enrollment => enrollment.EventId).HasDatabaseName("idx_enrollments_event");
            row.HasIndex(enrollment => enrollment.UserId).HasDatabaseName("idx_enrollments_user");
            row.HasIndex(enrollment => enrollment.Status).HasDatabaseName("idx_enrollments_status");
        });
        model.Entity<WaitlistRow>(row =>
        {
            row.ToTable("waitlist");
            row.HasKey(place => place.Id).HasName("waitlist_pkey");
            row.HasAlternateKey(place => new { place.EventId, place.UserId }).HasName("waitlist_event_id_user_id_key");
            row.Property(place => place.Id).HasColumnName("id");
            row.Property(place => place.EventId).HasColumnName("event_id");
            row.Property(place => place.UserId).HasColumnName("user_id");
            row.Property(place => place.Position).HasColumnName("position");
            row.Property(place => place.AddedAt).HasColumnName("added_at").HasDefaultValueSql("CURRENT_TIMESTAMP");
        });
    }

    public static void MapSeatTables(this ModelBuilder model)
    {
        // Participants in seat order, the queue in its order, and a person's own list.
        model.Entity<EnrollmentRow>().HasIndex(row => new { row.EventId, row.Status, row.EnrolledAt, row.Id }).HasDatabaseName("idx_enrollments_seat_order");
        model.Entity<WaitlistRow>().HasIndex(row => new { row.EventId, row.Position, row.Id }).HasDatabaseName("idx_waitlist_queue");
        model.Entity<WaitlistBlockRow>(row =>
        {
            row.ToTable("waitlist_blocks");
            row.HasKey(block => new { block.EventId, block.Block }).HasName("waitlist_blocks_pkey");
            row.Property(block => block.EventId).HasColumnName("event_id");
            row.Property(block => block.Block).HasColumnName("block");
            row.Property(block => block.Waiting).HasColumnName("waiting");
        });
        model.Entity<SeatsRow>(row =>
        {
            row.ToTable("event_seats");
            row.HasKey(seats => seats.EventId).HasName("event_seats_pkey");
            row.Property(seats => seats.EventId).HasColumnName("event_id").ValueGeneratedNever();
            row.Property(seats => seats.OrganizerId).HasColumnName("organizer_id").HasDefaultValue(0);
            row.Property(seats => seats.Capacity).HasColumnName("capacity").HasDefaultValue(0);
            row.Property(seats => seats.Taken).HasColumnName("taken").HasDefaultValue(0);
            row.Property(seats => seats.Waiting).HasColumnName("waiting").HasDefaultValue(0);
            row.Property(seats => seats.IsOpen).HasColumnName("is_open").HasDefaultValue(false);
            row.Property(seats => seats.NextPosition).HasColumnName("next_position").HasDefaultValue(1);
            row.Property(seats => seats.Version).HasColumnName("version").HasDefaultValue(0L);
            row.HasIndex(seats => seats.OrganizerId).HasDatabaseName("idx_event_seats_organizer");
        });
        model.Entity<HistoryRow>(row =>
        {
            row.ToTable("enrollment_history");
            row.HasKey(change => change.Id).HasName("enrollment_history_pkey");
            row.Property(change => change.Id).HasColumnName("id");
            row.Property(change => change.EventId).HasColumnName("event_id");
            row.Property(change => change.UserId).HasColumnName("user_id");
            row.Property(change => change.At).HasColumnName("happened_at");
            row.Property(change => change.FromStatus).HasColumnName("from_status").HasMaxLength(20);
            row.Property(change => change.ToStatus).HasColumnName("to_status").HasMaxLength(20);
            row.Property(change => change.Reason).HasColumnName("reason").HasMaxLength(30);
            row.Property(change => change.Ticket).HasColumnName("ticket");
            row.Property(change => change.Taken).HasColumnName("taken");
            row.Property(change => change.Capacity).HasColumnName("capacity");
            row.Property(change => change.ActorId).HasColumnName("actor_id");
            row.HasIndex(change => new { change.EventId, change.UserId, change.Id }).HasDatabaseName("idx_enrollment_history_person");
        });
    }
}
