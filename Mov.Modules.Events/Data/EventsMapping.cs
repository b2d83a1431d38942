using Microsoft.EntityFrameworkCore;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Outbox;

namespace Mov.Modules.Events.Data;

/// <summary>How the model meets the tables.</summary>
internal static class EventsMapping
{
    /// <summary>The seed's table, letter by letter (database-schema.md, "Table: events").</summary>
    public static void MapSeed(this ModelBuilder model, bool postgres) => model.Entity<Event>(row =>
    {
        row.ToTable("events", table =>
        {
            table.HasCheckConstraint("events_max_participants_check", "max_participants > 0");
            table.HasCheckConstraint("events_status_check", "status IN ('Planning', 'Published', 'Running', 'Completed', 'Canceled')");
        });
        row.HasKey(@event => @event.Id).HasName("events_pkey");
        var id = row.Property(@event => @event.Id).HasColumnName("id");
        row.Property(@event => @event.OrganizerId).HasColumnName("organizer_id");
        row.Property(@event => @event.Title).HasColumnName("title").HasMaxLength(200);
        row.Property(@event => @event.Description).HasColumnName("description");
        row.Property(@event => @event.Date).HasColumnName("date");
        row.Property(@event => @event.Location).HasColumnName("location").HasMaxLength(255);
        row.Property(@event => @event.MaxParticipants).HasColumnName("max_participants");
        row.Property(@event => @event.CurrentParticipants).HasColumnName("current_participants").HasDefaultValue(0);
        row.Property(@event => @event.Category).HasColumnName("category").HasMaxLength(50);
        row.Property(@event => @event.Status).HasColumnName("status").HasMaxLength(20).HasConversion<string>().HasDefaultValueSql("'Planning'")
            // Planning is written like any other state; the default is for other clients.
            .HasSentinel((EventStatus)(-1));
        row.Property(@event => @event.CreatedAt).HasColumnName("created_at").HasDefaultValueSql("CURRENT_TIMESTAMP");
        row.Property(@event => @event.UpdatedAt).HasColumnName("updated_at").HasDefaultValueSql("CURRENT_TIMESTAMP");
        row.HasIndex(@event => @event.OrganizerId).HasDatabaseName("idx_events_organizer");
        row.HasIndex(@event => @event.Status).HasDatabaseName("idx_events_status");
        row.HasIndex(@event => @event.Date).HasDatabaseName("idx_events_date");
        row.HasIndex(@event => @event.Category).HasDatabaseName("idx_events_category");
        row.Ignore(@event => @event.Version);
        if (postgres)
        {
            NpgsqlPropertyBuilderExtensions.UseSerialColumn(id);
        }
    });

    /// <summary>What this system keeps beyond the seed: nullable, defaulted or generated columns, further indexes, tables of its own.
    /// The text search's index is in the migrations: no model can say it.</summary>
    public static void MapAdditions(this ModelBuilder model, bool postgres)
    {
        model.Entity<Event>(row =>
        {
            row.Property(@event => @event.EndsAt).HasColumnName("ends_at");
            row.Property(@event => @event.TimeZone).HasColumnName("time_zone").HasMaxLength(64);
            row.Property(@event => @event.UtcOffset).HasColumnName("utc_offset");
            row.Property(@event => @event.LocalDate).HasColumnName("local_date").HasComputedColumnSql(
                postgres
                    ? "(date + coalesce(utc_offset, 0) * interval '1 minute')::date"
                    : "date(date, coalesce(utc_offset, 0) || ' minutes')",
                stored: postgres);
            row.Property(@event => @event.SeatsVersion).HasColumnName("seats_version");
            row.Property(@event => @event.SeatHold).HasColumnName("seat_hold");
            row.Property(@event => @event.SeatHoldUntil).HasColumnName("seat_hold_until");

            const string Public = "status IN ('Published', 'Running')";
            // All that the list's filters ask for is in its indexes, so that counting reads no rows.
            if (postgres)
            {
                NpgsqlIndexBuilderExtensions.IncludeProperties(
                    row.HasIndex(@event => new { @event.Date, @event.Id }, "idx_events_public").HasFilter(Public),
                    @event => new { @event.OrganizerId, @event.LocalDate, @event.Category });
                NpgsqlIndexBuilderExtensions.IncludeProperties(
                    row.HasIndex(@event => new { @event.Category, @event.Date, @event.Id }, "idx_events_public_category").HasFilter(Public),
                    @event => new { @event.OrganizerId, @event.LocalDate });
            }
            else
            {
                row.HasIndex(@event => new { @event.Date, @event.Id, @event.Status, @event.OrganizerId, @event.LocalDate, @event.Category }, "idx_events_public").HasFilter(Public);
                row.HasIndex(@event => new { @event.Category, @event.Date, @event.Id, @event.Status, @event.OrganizerId, @event.LocalDate }, "idx_events_public_category").HasFilter(Public);
            }

            row.HasIndex(@event => new { @event.Status, @event.Date, @event.Id }, "idx_events_due");
            row.HasIndex(@event => new { @event.OrganizerId, @event.Date, @event.Id }, "idx_events_own");
        });

        model.Entity<OrganizerStanding>(row =>
        {
            row.ToTable("organizer_standings");
            row.HasKey(standing => standing.OrganizerId).HasName("organizer_standings_pkey");
            row.Property(standing => standing.OrganizerId).HasColumnName("organizer_id").ValueGeneratedNever();
            row.Property(standing => standing.IsActive).HasColumnName("is_active");
            row.Property(standing => standing.DecidedBy).HasColumnName("decided_by").HasDefaultValue(0L);
            row.Property(standing => standing.ChangedAt).HasColumnName("changed_at").HasDefaultValueSql("CURRENT_TIMESTAMP");
        });

        model.AddOutbox();
    }
}
