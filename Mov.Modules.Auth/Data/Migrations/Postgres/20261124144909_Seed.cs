using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Mov.Modules.Auth.Data.Migrations.Postgres;

/// <summary>The seed's table as database-schema.md has it. One that another client of MOV made is taken over with its rows.</summary>
internal partial class Seed : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE IF NOT EXISTS users (
          id SERIAL CONSTRAINT users_pkey PRIMARY KEY,
          email VARCHAR(255) NOT NULL CONSTRAINT users_email_key UNIQUE,
          password VARCHAR(255) NOT NULL,
          role VARCHAR(20) NOT NULL CONSTRAINT users_role_check CHECK (role IN ('ORGANIZER', 'PARTICIPANT')),
          first_name VARCHAR(100),
          last_name VARCHAR(100),
          is_active BOOLEAN DEFAULT TRUE,
          created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
          updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
        );
        CREATE INDEX IF NOT EXISTS idx_users_email ON users(email);
        CREATE INDEX IF NOT EXISTS idx_users_role ON users(role);
        """);

    /// <summary>The table goes only when nobody is in it.</summary>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DO $$
        DECLARE
          lost bigint;
        BEGIN
          LOCK TABLE users IN ACCESS EXCLUSIVE MODE;
          SELECT count(*) INTO lost FROM users;
          IF lost > 0 THEN
            RAISE EXCEPTION 'Undoing this would lose % rows of users. Delete them first if that is what you want.', lost;
          END IF;
          DROP TABLE users;
        END
        $$;
        """);
}
