using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Enrollments.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    internal sealed partial class Seed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "enrollments",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    event_id = table.Column<int>(type: "INTEGER", nullable: false),
                    user_id = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true, defaultValue: "ENROLLED"),
                    enrolled_at = table.Column<DateTime>(type: "TEXT", nullable: true, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("enrollments_pkey", x => x.id);
                    table.UniqueConstraint("enrollments_event_id_user_id_key", x => new { x.event_id, x.user_id });
                    table.CheckConstraint("enrollments_status_check", "status IN ('ENROLLED', 'WAITLISTED', 'CANCELED')");
                });

            migrationBuilder.CreateTable(
                name: "waitlist",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    event_id = table.Column<int>(type: "INTEGER", nullable: false),
                    user_id = table.Column<int>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    added_at = table.Column<DateTime>(type: "TEXT", nullable: true, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("waitlist_pkey", x => x.id);
                    table.UniqueConstraint("waitlist_event_id_user_id_key", x => new { x.event_id, x.user_id });
                });

            migrationBuilder.CreateIndex(
                name: "idx_enrollments_event",
                table: "enrollments",
                column: "event_id");

            migrationBuilder.CreateIndex(
                name: "idx_enrollments_status",
                table: "enrollments",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "idx_enrollments_user",
                table: "enrollments",
                column: "user_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // SQLite raises errors only through constraints: this one's name is the message.
            migrationBuilder.Sql(
                """
                CREATE TABLE undo_seed (held INTEGER CONSTRAINT "the tables enrollments and waitlist hold rows, undoing this migration would lose them" CHECK (held = 0));
                INSERT INTO undo_seed SELECT (SELECT count(*) FROM enrollments) + (SELECT count(*) FROM waitlist);
                DROP TABLE undo_seed;
                """);
            migrationBuilder.DropTable(
                name: "enrollments");

            migrationBuilder.DropTable(
                name: "waitlist");
        }
    }
}
