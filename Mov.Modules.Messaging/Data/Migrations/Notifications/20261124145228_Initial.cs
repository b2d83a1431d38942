using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Messaging.Data.Migrations.Notifications
{
    /// <inheritdoc />
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    _id = table.Column<string>(type: "TEXT", nullable: false),
                    userId = table.Column<int>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false),
                    read = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    createdAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    room = table.Column<int>(type: "INTEGER", nullable: true),
                    seenThrough = table.Column<long>(type: "INTEGER", nullable: true),
                    toldThrough = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notifications", x => x._id);
                });

            migrationBuilder.CreateIndex(
                name: "notifications_list",
                table: "notifications",
                columns: new[] { "userId", "createdAt", "_id" });

            migrationBuilder.CreateIndex(
                name: "notifications_one_unread_per_room",
                table: "notifications",
                columns: new[] { "userId", "room" },
                unique: true,
                filter: "room IS NOT NULL AND read = 0");

            migrationBuilder.CreateIndex(
                name: "notifications_room",
                table: "notifications",
                columns: new[] { "room", "userId" },
                filter: "room IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "notifications_unread",
                table: "notifications",
                columns: new[] { "userId", "read", "createdAt", "_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "notifications");
        }
    }
}
