using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Enrollments.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    internal sealed partial class Seats : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "enrollment_history",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    event_id = table.Column<int>(type: "INTEGER", nullable: false),
                    user_id = table.Column<int>(type: "INTEGER", nullable: false),
                    happened_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    from_status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    to_status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    ticket = table.Column<int>(type: "INTEGER", nullable: true),
                    taken = table.Column<int>(type: "INTEGER", nullable: false),
                    capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    actor_id = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("enrollment_history_pkey", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "event_seats",
                columns: table => new
                {
                    event_id = table.Column<int>(type: "INTEGER", nullable: false),
                    organizer_id = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    capacity = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    taken = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    waiting = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    is_open = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    next_position = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 1),
                    version = table.Column<long>(type: "INTEGER", nullable: false, defaultValue: 0L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("event_seats_pkey", x => x.event_id);
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
                name: "idx_waitlist_queue",
                table: "waitlist",
                columns: new[] { "event_id", "position", "id" });

            migrationBuilder.CreateIndex(
                name: "idx_enrollments_seat_order",
                table: "enrollments",
                columns: new[] { "event_id", "status", "enrolled_at", "id" });

            migrationBuilder.CreateIndex(
                name: "idx_enrollment_history_person",
                table: "enrollment_history",
                columns: new[] { "event_id", "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "idx_event_seats_organizer",
                table: "event_seats",
                column: "organizer_id");

            migrationBuilder.CreateIndex(
                name: "idx_outbox_due",
                table: "outbox",
                column: "id",
                filter: "parked_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "enrollment_history");

            migrationBuilder.DropTable(
                name: "event_seats");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropIndex(
                name: "idx_waitlist_queue",
                table: "waitlist");

            migrationBuilder.DropIndex(
                name: "idx_enrollments_seat_order",
                table: "enrollments");
        }
    }
}
