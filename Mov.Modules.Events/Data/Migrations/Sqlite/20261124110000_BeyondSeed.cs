using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Events.Data.Migrations.Sqlite
{
    /// <summary>What this system keeps beyond the seed's table, and the indexes of its queries.</summary>
    internal partial class BeyondSeed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ends_at",
                table: "events",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "seat_hold",
                table: "events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "seat_hold_until",
                table: "events",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "seats_version",
                table: "events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "events",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "utc_offset",
                table: "events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "local_date",
                table: "events",
                type: "TEXT",
                nullable: true,
                computedColumnSql: "date(date, coalesce(utc_offset, 0) || ' minutes')",
                stored: false);

            migrationBuilder.CreateTable(
                name: "organizer_standings",
                columns: table => new
                {
                    organizer_id = table.Column<int>(type: "INTEGER", nullable: false),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false),
                    decided_by = table.Column<long>(type: "INTEGER", nullable: false, defaultValue: 0L),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("organizer_standings_pkey", x => x.organizer_id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    next_attempt_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    parked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("outbox_pkey", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "idx_events_due",
                table: "events",
                columns: new[] { "status", "date", "id" });

            migrationBuilder.CreateIndex(
                name: "idx_events_own",
                table: "events",
                columns: new[] { "organizer_id", "date", "id" });

            migrationBuilder.CreateIndex(
                name: "idx_events_public",
                table: "events",
                columns: new[] { "date", "id" },
                filter: "status IN ('Published', 'Running')");

            migrationBuilder.CreateIndex(
                name: "idx_events_public_category",
                table: "events",
                columns: new[] { "category", "date", "id" },
                filter: "status IN ('Published', 'Running')");

            migrationBuilder.CreateIndex(
                name: "idx_outbox_due",
                table: "outbox",
                column: "id",
                filter: "parked_at IS NULL");

            // The text stays in events; this holds where every three characters in a row are, and follows each write by whomever.
            migrationBuilder.Sql(
                """
                CREATE VIRTUAL TABLE events_text USING fts5(title, description, location, content='events', content_rowid='id', tokenize='trigram');
                INSERT INTO events_text(events_text) VALUES ('rebuild');
                CREATE TRIGGER events_text_insert AFTER INSERT ON events BEGIN
                  INSERT INTO events_text(rowid, title, description, location) VALUES (new.id, new.title, new.description, new.location);
                END;
                CREATE TRIGGER events_text_delete AFTER DELETE ON events BEGIN
                  INSERT INTO events_text(events_text, rowid, title, description, location) VALUES ('delete', old.id, old.title, old.description, old.location);
                END;
                CREATE TRIGGER events_text_update AFTER UPDATE OF title, description, location ON events BEGIN
                  INSERT INTO events_text(events_text, rowid, title, description, location) VALUES ('delete', old.id, old.title, old.description, old.location);
                  INSERT INTO events_text(rowid, title, description, location) VALUES (new.id, new.title, new.description, new.location);
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Plain SQL instead of EF's rebuilding of the whole table. SQLite raises errors of one's own from constraints only; the name is the message.
            migrationBuilder.Sql(
                """
                CREATE TEMP TABLE guard (n INTEGER CONSTRAINT "the table outbox still holds what others have not been told, start the application until it is delivered" CHECK (n = 0));
                INSERT INTO guard SELECT count(*) FROM outbox;
                DROP TABLE guard;
                DROP TABLE outbox;
                DROP TABLE organizer_standings;
                DROP TRIGGER events_text_insert;
                DROP TRIGGER events_text_delete;
                DROP TRIGGER events_text_update;
                DROP TABLE events_text;
                DROP INDEX idx_events_due;
                DROP INDEX idx_events_own;
                DROP INDEX idx_events_public;
                DROP INDEX idx_events_public_category;
                ALTER TABLE events DROP COLUMN local_date;
                ALTER TABLE events DROP COLUMN ends_at;
                ALTER TABLE events DROP COLUMN seat_hold;
                ALTER TABLE events DROP COLUMN seat_hold_until;
                ALTER TABLE events DROP COLUMN seats_version;
                ALTER TABLE events DROP COLUMN time_zone;
                ALTER TABLE events DROP COLUMN utc_offset;
                """);
        }
    }
}
