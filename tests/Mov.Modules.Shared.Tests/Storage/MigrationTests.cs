using Microsoft.EntityFrameworkCore;
using Mov.Modules.Shared.Storage;
using Mov.Modules.Shared.Tests.Outbox;

namespace Mov.Modules.Shared.Tests.Storage;

public sealed class MigrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageMode.Embedded)]
    [InlineData(StorageMode.Servers)]
    public async Task A_database_goes_forward_and_back_and_says_what_was_done(StorageMode mode)
    {
        await using var bulletin = await Bulletin.OpenAsync(mode, Token);
        Assert.Equal([new MigrationState("20260101000000_Outbox", true)], await bulletin.Database.ReadMigrationsAsync(Token));
        Assert.Empty(await bulletin.Database.MigrateAsync(null, Token));

        Assert.Equal(["undid 20260101000000_Outbox in mov_auth"], await bulletin.Database.MigrateAsync("0", Token));
        Assert.Equal(["applied 20260101000000_Outbox to mov_auth"], await bulletin.Database.MigrateAsync(null, Token));
    }

    [Fact]
    public async Task A_start_that_died_while_migrating_does_not_hold_up_the_next()
    {
        await using var bulletin = await Bulletin.OpenAsync(StorageMode.Embedded, Token);
        await bulletin.Database.MigrateAsync("0", Token);
        await using (var context = await bulletin.ContextAsync(Token))
        {
            await context.Database.ExecuteSqlRawAsync(
                "CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); INSERT OR IGNORE INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')", Token);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        Assert.Single(await bulletin.Database.MigrateAsync(null, patience.Token));
    }

    [Fact]
    public async Task PostgreSQL_keeps_UTC_and_the_pool_of_the_seed()
    {
        await using var bulletin = await Bulletin.OpenAsync(StorageMode.Servers, Token);
        await using var context = await bulletin.ContextAsync(Token);
        Assert.Equal("UTC", await context.Database.SqlQueryRaw<string>("SELECT current_setting('TimeZone') AS \"Value\"").SingleAsync(Token));
    }
}
