using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Auth.Data.Migrations.Sqlite
{
    /// <summary>The language that the person reads, for mails.</summary>
    internal partial class AccountLanguage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "language",
                table: "users",
                type: "TEXT",
                maxLength: 10,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "language",
                table: "users");
        }
    }
}
