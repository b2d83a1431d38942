using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Events.Data.Migrations.Sqlite
{
    /// <summary>Indexes that hold all that the list's filters ask for, and a text index in the order of the list.</summary>
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
                columns: new[] { "date", "id", "status", "organizer_id", "local_date", "category" },
                filter: "status IN ('Published', 'Running')");

            migrationBuilder.CreateIndex(
                name: "idx_events_public_category",
                table: "events",
                columns: new[] { "category", "date", "id", "status", "organizer_id", "local_date" },
                filter: "status IN ('Published', 'Running')");

            // Its rows are the public events in the order of the list: the minute of the date and, in the lower 31 bits, the id. Triggers before a change take out what
            // was, those after it put in what is; both read it from the view.
            migrationBuilder.Sql(
                """
                DROP TRIGGER events_text_insert;
                DROP TRIGGER events_text_delete;
                DROP TRIGGER events_text_update;
                DROP TABLE events_text;
                CREATE VIEW events_sought AS
                  SELECT coalesce(CAST(strftime('%s', date) AS INTEGER), 0) / 60 << 31 | id AS place, id, title, description, location, category FROM events
                  WHERE status IN ('Published', 'Running');
                CREATE VIRTUAL TABLE events_text USING fts5(title, description, location, category, content='events_sought', content_rowid='place', tokenize='trigram');
                INSERT INTO events_text(events_text) VALUES ('rebuild');
                CREATE TRIGGER events_text_insert AFTER INSERT ON events BEGIN
                  INSERT INTO events_text(rowid, title, description, location, category)
                  SELECT place, title, description, location, category FROM events_sought WHERE id = new.id;
                END;
                CREATE TRIGGER events_text_delete BEFORE DELETE ON events BEGIN
                  INSERT INTO events_text(events_text, rowid, title, description, location, category)
                  SELECT 'delete', place, title, description, location, category FROM events_sought WHERE id = old.id;
                END;
                CREATE TRIGGER events_text_before_update BEFORE UPDATE OF title, description, location, category, date, status ON events BEGIN
                  INSERT INTO events_text(events_text, rowid, title, description, location, category)
                  SELECT 'delete', place, title, description, location, category FROM events_sought WHERE id = old.id;
                END;
                CREATE TRIGGER events_text_after_update AFTER UPDATE OF title, description, location, category, date, status ON events BEGIN
                  INSERT INTO events_text(rowid, title, description, location, category)
                  SELECT place, title, description, location, category FROM events_sought WHERE id = new.id;
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER events_text_insert;
                DROP TRIGGER events_text_delete;
                DROP TRIGGER events_text_before_update;
                DROP TRIGGER events_text_after_update;
                DROP TABLE events_text;
                DROP VIEW events_sought;
                CREATE VIRTUAL TABLE events_text USING fts5(title, description, location, content='events', content_rowid='id', tokenize='trigram');
                INSERT INTO events_text(events_text) VALUES ('rebuild');
                CREATE TRIGGER events_text_insert AFTER INSERT ON events BEGIN
                  INSERT INTO events_text(rowid, title, description, location) VALUES (new.id, new.title, new.description, new.location);
                END;
                CREATE TRIGGER events_text_delete AFTER DELETE ON events BEGIN
                  INSERT INTO events_text(events_text, rowid, title, description, location) VALUES ('delete', old.id, old.title, old.description, old.location);
                END;
                CREATE TRIGGER events_text_update AFTER UPDATE OF title, description, location ON events BEGIN
                  INSERT INTO events_text(events_text, rowid, title, description, location) VALUES ('delete', old.id, old.title, old.description, old.location);
                  INSERT INTO events_text(rowid, title, description, location) VALUES (new.id, new.title, new.description, new.location);
                END;
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
