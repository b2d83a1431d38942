using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Messaging.Data.Migrations.Chat
{
    /// <inheritdoc />
    internal partial class Rooms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "announcement",
                table: "messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "pinnedAt",
                table: "messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "removedAt",
                table: "messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "removedBy",
                table: "messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "visits",
                columns: table => new
                {
                    eventId = table.Column<int>(type: "INTEGER", nullable: false),
                    userId = table.Column<int>(type: "INTEGER", nullable: false),
                    seenTimestamp = table.Column<DateTime>(type: "TEXT", nullable: false),
                    seenId = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visits", x => new { x.eventId, x.userId });
                });

            migrationBuilder.CreateIndex(
                name: "messages_pinned",
                table: "messages",
                columns: new[] { "eventId", "pinnedAt" },
                filter: "pinnedAt IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "messages_sender",
                table: "messages",
                columns: new[] { "senderId", "timestamp" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "visits");

            migrationBuilder.DropIndex(
                name: "messages_pinned",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "messages_sender",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "announcement",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "pinnedAt",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "removedAt",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "removedBy",
                table: "messages");
        }
    }
}
