using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Mov.Modules.Events.Data.Migrations.Postgres
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
                type: "timestamp without time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "seat_hold",
                table: "events",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "seat_hold_until",
                table: "events",
                type: "timestamp without time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "seats_version",
                table: "events",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "events",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "utc_offset",
                table: "events",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "local_date",
                table: "events",
                type: "date",
                nullable: true,
                computedColumnSql: "(date + coalesce(utc_offset, 0) * interval '1 minute')::date",
                stored: true);

            migrationBuilder.CreateTable(
                name: "organizer_standings",
                columns: table => new
                {
                    organizer_id = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    decided_by = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    changed_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("organizer_standings_pkey", x => x.organizer_id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    next_attempt_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    parked_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true)
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

            migrationBuilder.Sql(
                """
                CREATE EXTENSION IF NOT EXISTS pg_trgm;
                CREATE INDEX idx_events_text ON events USING gin (
                  lower((title || chr(10) || coalesce(description, '') || chr(10) || coalesce(location, '')) COLLATE "und-x-icu") gin_trgm_ops) WITH (fastupdate = off);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DO $$
                BEGIN
                  IF EXISTS (SELECT 1 FROM outbox) THEN
                    RAISE EXCEPTION 'The table outbox still holds what others have not been told. Undoing its migration would lose it: start the application until it is delivered.';
                  END IF;
                END $$;
                DROP INDEX idx_events_text;
                """);

            migrationBuilder.DropTable(
                name: "organizer_standings");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropIndex(
                name: "idx_events_due",
                table: "events");

            migrationBuilder.DropIndex(
                name: "idx_events_own",
                table: "events");

            migrationBuilder.DropIndex(
                name: "idx_events_public",
                table: "events");

            migrationBuilder.DropIndex(
                name: "idx_events_public_category",
                table: "events");

            migrationBuilder.DropColumn(
                name: "local_date",
                table: "events");

            migrationBuilder.DropColumn(
                name: "ends_at",
                table: "events");

            migrationBuilder.DropColumn(
                name: "seat_hold",
                table: "events");

            migrationBuilder.DropColumn(
                name: "seat_hold_until",
                table: "events");

            migrationBuilder.DropColumn(
                name: "seats_version",
                table: "events");

            migrationBuilder.DropColumn(
                name: "time_zone",
                table: "events");

            migrationBuilder.DropColumn(
                name: "utc_offset",
                table: "events");
        }
    }
}
