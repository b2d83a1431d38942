using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Messaging.Data.Migrations.Notifications
{
    /// <inheritdoc />
    internal partial class MailAndRetention : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "readAt",
                table: "notifications",
                type: "TEXT",
                nullable: true);

            // Of what was read before nobody knows when: its time runs from when it was written.
            migrationBuilder.Sql("UPDATE notifications SET readAt = createdAt WHERE read = 1");

            migrationBuilder.CreateTable(
                name: "mails",
                columns: table => new
                {
                    _id = table.Column<string>(type: "TEXT", nullable: false),
                    userId = table.Column<int>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false),
                    createdAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    due = table.Column<DateTime>(type: "TEXT", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    lastError = table.Column<string>(type: "TEXT", nullable: true),
                    parkedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    settledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mails", x => x._id);
                });

            migrationBuilder.CreateTable(
                name: "preferences",
                columns: table => new
                {
                    userId = table.Column<int>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    channels = table.Column<string>(type: "TEXT", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_preferences", x => new { x.userId, x.type });
                });

            migrationBuilder.CreateTable(
                name: "reminders",
                columns: table => new
                {
                    _id = table.Column<string>(type: "TEXT", nullable: false),
                    eventId = table.Column<int>(type: "INTEGER", nullable: false),
                    doneAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reminders", x => x._id);
                });

            migrationBuilder.CreateIndex(
                name: "notifications_read",
                table: "notifications",
                column: "readAt",
                filter: "readAt IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "mails_due",
                table: "mails",
                column: "due",
                filter: "due IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "mails_parked",
                table: "mails",
                column: "parkedAt",
                filter: "parkedAt IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "mails_settled",
                table: "mails",
                column: "settledAt",
                filter: "settledAt IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mails");

            migrationBuilder.DropTable(
                name: "preferences");

            migrationBuilder.DropTable(
                name: "reminders");

            migrationBuilder.DropIndex(
                name: "notifications_read",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "readAt",
                table: "notifications");
        }
    }
}
