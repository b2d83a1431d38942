using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Events.Data.Migrations.Postgres
{
    /// <summary>Indexes that hold all that the list's filters ask for, and the text of an event as the search reads it, folded once.</summary>
    internal partial class ListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "idx_events_public",
                table: "events");

            migrationBuilder.DropIndex(
                name: "idx_events_public_category",
                table: "events");

            migrationBuilder.CreateIndex(
                name: "idx_events_public",
                table: "events",
                columns: new[] { "date", "id" },
                filter: "status IN ('Published', 'Running')")
                .Annotation("Npgsql:IndexInclude", new[] { "organizer_id", "local_date", "category" });

            migrationBuilder.CreateIndex(
                name: "idx_events_public_category",
                table: "events",
                columns: new[] { "category", "date", "id" },
                filter: "status IN ('Published', 'Running')")
                .Annotation("Npgsql:IndexInclude", new[] { "organizer_id", "local_date" });

            migrationBuilder.Sql(
                """
                DROP INDEX idx_events_text;
                ALTER TABLE events ADD COLUMN search_text text COLLATE "und-x-icu" GENERATED ALWAYS AS (
                  lower((title || chr(10) || coalesce(description, '') || chr(10) || coalesce(location, '')) COLLATE "und-x-icu")) STORED;
                CREATE INDEX idx_events_text ON events USING gin (search_text gin_trgm_ops) WITH (fastupdate = off);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                ALTER TABLE events DROP COLUMN search_text;
                CREATE INDEX idx_events_text ON events USING gin (
                  lower((title || chr(10) || coalesce(description, '') || chr(10) || coalesce(location, '')) COLLATE "und-x-icu") gin_trgm_ops) WITH (fastupdate = off);
                """);

            migrationBuilder.DropIndex(
                name: "idx_events_public",
                table: "events");

            migrationBuilder.DropIndex(
                name: "idx_events_public_category",
                table: "events");

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
        }
    }
}
