using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Messaging.Data.Migrations.Chat
{
    /// <inheritdoc />
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    _id = table.Column<string>(type: "TEXT", nullable: false),
                    eventId = table.Column<int>(type: "INTEGER", nullable: false),
                    senderId = table.Column<int>(type: "INTEGER", nullable: false),
                    senderRole = table.Column<string>(type: "TEXT", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: false),
                    timestamp = table.Column<DateTime>(type: "TEXT", nullable: false),
                    edited = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    createdAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    clientId = table.Column<string>(type: "TEXT", nullable: true),
                    pending = table.Column<DateTime>(type: "TEXT", nullable: true),
                    number = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_messages", x => x._id);
                });

            migrationBuilder.CreateIndex(
                name: "messages_client",
                table: "messages",
                columns: new[] { "senderId", "clientId" },
                unique: true,
                filter: "clientId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "messages_history",
                table: "messages",
                columns: new[] { "eventId", "timestamp", "_id" });

            migrationBuilder.CreateIndex(
                name: "messages_number",
                table: "messages",
                columns: new[] { "eventId", "number" },
                unique: true,
                filter: "number IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "messages_pending",
                table: "messages",
                columns: new[] { "pending", "eventId" },
                filter: "pending IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "messages");
        }
    }
}
