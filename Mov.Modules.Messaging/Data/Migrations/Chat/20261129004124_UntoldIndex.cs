using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Messaging.Data.Migrations.Chat
{
    /// <inheritdoc />
    internal partial class UntoldIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "messages_untold",
                table: "messages",
                columns: new[] { "eventId", "number" },
                filter: "pending IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "messages_untold",
                table: "messages");
        }
    }
}
