using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Enrollments.Data.Migrations.Sqlite
{
    /// <summary>How many wait per block of tickets, kept by the database itself: a place in a long queue is known without counting through it.</summary>
    internal sealed partial class QueueBlocks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "waitlist_blocks",
                columns: table => new
                {
                    event_id = table.Column<int>(type: "INTEGER", nullable: false),
                    block = table.Column<int>(type: "INTEGER", nullable: false),
                    waiting = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("waitlist_blocks_pkey", x => new { x.event_id, x.block });
                });

            migrationBuilder.Sql(
                """
                CREATE TRIGGER waitlist_added AFTER INSERT ON waitlist BEGIN
                  INSERT INTO waitlist_blocks (event_id, block, waiting) VALUES (NEW.event_id, MAX(NEW.position, 0) / 1000, 1)
                  ON CONFLICT (event_id, block) DO UPDATE SET waiting = waiting + 1;
                END;
                CREATE TRIGGER waitlist_changed AFTER UPDATE OF event_id, position ON waitlist BEGIN
                  INSERT INTO waitlist_blocks (event_id, block, waiting) VALUES (NEW.event_id, MAX(NEW.position, 0) / 1000, 1)
                  ON CONFLICT (event_id, block) DO UPDATE SET waiting = waiting + 1;
                  UPDATE waitlist_blocks SET waiting = waiting - 1 WHERE event_id = OLD.event_id AND block = MAX(OLD.position, 0) / 1000;
                END;
                CREATE TRIGGER waitlist_removed AFTER DELETE ON waitlist BEGIN
                  UPDATE waitlist_blocks SET waiting = waiting - 1 WHERE event_id = OLD.event_id AND block = MAX(OLD.position, 0) / 1000;
                END;
                INSERT INTO waitlist_blocks (event_id, block, waiting) SELECT event_id, MAX(position, 0) / 1000, COUNT(*) FROM waitlist GROUP BY 1, 2;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER waitlist_added;
                DROP TRIGGER waitlist_changed;
                DROP TRIGGER waitlist_removed;
                """);

            migrationBuilder.DropTable(
                name: "waitlist_blocks");
        }
    }
}
