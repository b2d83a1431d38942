using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Enrollments.Data.Migrations.Postgres
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
                    event_id = table.Column<int>(type: "integer", nullable: false),
                    block = table.Column<int>(type: "integer", nullable: false),
                    waiting = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("waitlist_blocks_pkey", x => new { x.event_id, x.block });
                });

            migrationBuilder.Sql(
                """
                CREATE FUNCTION count_waitlist_blocks() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  IF TG_OP IN ('INSERT', 'UPDATE') THEN
                    INSERT INTO waitlist_blocks AS b (event_id, block, waiting)
                    SELECT event_id, GREATEST(position, 0) / 1000, count(*) FROM added GROUP BY 1, 2 ORDER BY 1, 2
                    ON CONFLICT (event_id, block) DO UPDATE SET waiting = b.waiting + excluded.waiting;
                  END IF;
                  IF TG_OP IN ('UPDATE', 'DELETE') THEN
                    UPDATE waitlist_blocks b SET waiting = b.waiting - g.waiting
                    FROM (SELECT event_id, GREATEST(position, 0) / 1000 AS block, count(*) AS waiting FROM gone GROUP BY 1, 2) g
                    WHERE b.event_id = g.event_id AND b.block = g.block;
                  END IF;
                  IF TG_OP = 'TRUNCATE' THEN
                    DELETE FROM waitlist_blocks;
                  END IF;
                  RETURN NULL;
                END $$;
                CREATE TRIGGER waitlist_added AFTER INSERT ON waitlist REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_waitlist_blocks();
                CREATE TRIGGER waitlist_changed AFTER UPDATE ON waitlist REFERENCING OLD TABLE AS gone NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_waitlist_blocks();
                CREATE TRIGGER waitlist_removed AFTER DELETE ON waitlist REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION count_waitlist_blocks();
                CREATE TRIGGER waitlist_emptied AFTER TRUNCATE ON waitlist FOR EACH STATEMENT EXECUTE FUNCTION count_waitlist_blocks();
                INSERT INTO waitlist_blocks (event_id, block, waiting) SELECT event_id, GREATEST(position, 0) / 1000, count(*) FROM waitlist GROUP BY 1, 2;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER waitlist_added ON waitlist;
                DROP TRIGGER waitlist_changed ON waitlist;
                DROP TRIGGER waitlist_removed ON waitlist;
                DROP TRIGGER waitlist_emptied ON waitlist;
                DROP FUNCTION count_waitlist_blocks();
                """);

            migrationBuilder.DropTable(
                name: "waitlist_blocks");
        }
    }
}
