using Microsoft.EntityFrameworkCore.Migrations;

namespace Mov.Modules.Events.Data.Migrations.Sqlite
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
                  id INTEGER NOT NULL CONSTRAINT events_pkey PRIMARY KEY AUTOINCREMENT,
                  organizer_id INTEGER NOT NULL,
                  title TEXT NOT NULL,
                  description TEXT,
                  date TEXT NOT NULL,
                  location TEXT,
                  max_participants INTEGER NOT NULL CONSTRAINT events_max_participants_check CHECK (max_participants > 0),
                  current_participants INTEGER DEFAULT 0,
                  category TEXT NOT NULL,
                  status TEXT NOT NULL DEFAULT 'Planning'
                    CONSTRAINT events_status_check CHECK (status IN ('Planning', 'Published', 'Running', 'Completed', 'Canceled')),
                  created_at TEXT DEFAULT CURRENT_TIMESTAMP,
                  updated_at TEXT DEFAULT CURRENT_TIMESTAMP
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
            // SQLite raises errors of one's own from constraints only; the name is the message.
            migrationBuilder.Sql(
                """
                CREATE TEMP TABLE guard (n INTEGER CONSTRAINT "the table events still holds rows, move or delete them first" CHECK (n = 0));
                INSERT INTO guard SELECT count(*) FROM events;
                DROP TABLE guard;
                DROP TABLE events;
                """);
        }
    }
}
