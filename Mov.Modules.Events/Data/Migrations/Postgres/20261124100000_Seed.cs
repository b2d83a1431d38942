using Microsoft.EntityFrameworkCore.Migrations;

namespace Mov.Modules.Events.Data.Migrations.Postgres
{
    /// <summary>The table of database-schema.md; one of that shape that is already there is kept with its rows.</summary>
    internal partial class Seed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE TABLE IF NOT EXISTS events (
                  id SERIAL PRIMARY KEY,
                  organizer_id INTEGER NOT NULL,
                  title VARCHAR(200) NOT NULL,
                  description TEXT,
                  date TIMESTAMP NOT NULL,
                  location VARCHAR(255),
                  max_participants INTEGER NOT NULL CHECK (max_participants > 0),
                  current_participants INTEGER DEFAULT 0,
                  category VARCHAR(50) NOT NULL,
                  status VARCHAR(20) NOT NULL DEFAULT 'Planning'
                    CHECK (status IN ('Planning', 'Published', 'Running', 'Completed', 'Canceled')),
                  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
                  updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
                );
                CREATE INDEX IF NOT EXISTS idx_events_organizer ON events(organizer_id);
                CREATE INDEX IF NOT EXISTS idx_events_status ON events(status);
                CREATE INDEX IF NOT EXISTS idx_events_date ON events(date);
                CREATE INDEX IF NOT EXISTS idx_events_category ON events(category);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DO $$
                BEGIN
                  IF EXISTS (SELECT 1 FROM events) THEN
                    RAISE EXCEPTION 'The table events still holds rows. Undoing its migration would delete them: move or delete them first.';
                  END IF;
                  DROP TABLE events;
                END $$;
                """);
        }
    }
}
