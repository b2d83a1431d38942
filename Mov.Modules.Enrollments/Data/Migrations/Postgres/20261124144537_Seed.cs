using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Enrollments.Data.Migrations.Postgres
{
    /// <summary>The seed's tables by the document's own DDL (database-schema.md); tables of that shape that are already there are adopted with their rows.</summary>
    internal sealed partial class Seed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE TABLE IF NOT EXISTS enrollments (
                  id SERIAL PRIMARY KEY,
                  event_id INTEGER NOT NULL,
                  user_id INTEGER NOT NULL,
                  status VARCHAR(20) DEFAULT 'ENROLLED'
                    CHECK (status IN ('ENROLLED', 'WAITLISTED', 'CANCELED')),
                  enrolled_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
                  UNIQUE(event_id, user_id)
                );
                CREATE INDEX IF NOT EXISTS idx_enrollments_event ON enrollments(event_id);
                CREATE INDEX IF NOT EXISTS idx_enrollments_user ON enrollments(user_id);
                CREATE INDEX IF NOT EXISTS idx_enrollments_status ON enrollments(status);
                CREATE TABLE IF NOT EXISTS waitlist (
                  id SERIAL PRIMARY KEY,
                  event_id INTEGER NOT NULL,
                  user_id INTEGER NOT NULL,
                  position INTEGER NOT NULL,
                  added_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
                  UNIQUE(event_id, user_id)
                );
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DO $$
                BEGIN
                  IF EXISTS (SELECT 1 FROM enrollments) OR EXISTS (SELECT 1 FROM waitlist) THEN
                    RAISE EXCEPTION 'The tables enrollments and waitlist hold rows; undoing this migration would lose them. Move them away first.';
                  END IF;
                END $$;
                """);
            migrationBuilder.DropTable(name: "enrollments");
            migrationBuilder.DropTable(name: "waitlist");
        }
    }
}
