using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Tests;

public abstract class DirectoryTests(StorageMode mode, Homes homes) : AuthTests(mode, homes)
{
    [Fact]
    public async Task Many_are_found_at_once_and_unknown_ids_are_missing()
    {
        var ada = await RegisteredAsync();
        var ben = await RegisteredAsync();

        var found = await Directory.FindManyAsync([ada.Id, ben.Id, ada.Id, int.MaxValue, -1], Cancelled);

        Assert.Equal([ada.Id, ben.Id], found.Keys.Order());
        Assert.Equal(ben, found[ben.Id]);
        Assert.Empty(await Directory.FindManyAsync([], Cancelled));
        Assert.Null(await Directory.FindAsync(int.MaxValue, Cancelled));
    }

    [Fact]
    public async Task A_whole_hall_is_found_in_one_look_up()
    {
        var ada = await RegisteredAsync();

        var found = await Directory.FindManyAsync([ada.Id, .. Enumerable.Range(1_000_000, 40_000)], Cancelled);

        Assert.Equal(ada, Assert.Single(found).Value);
    }

    [Fact]
    public async Task Nobody_is_taken_for_another_however_many_are_asked_for()
    {
        var first = await RegisteredAsync();
        await ExecuteAsync(
            $"""
            INSERT INTO users (id, email, password, role)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
            SELECT {first.Id} + 1024 * i, 'apart' || i || '-{Guid.NewGuid():N}@mov.example', 'none', 'PARTICIPANT' FROM n
            """);

        for (var round = 0; round < 2; round++)
        {
            for (var number = 0; number <= 40; number++)
            {
                var found = await Directory.FindAsync(first.Id + (1024 * number), Cancelled);

                Assert.Equal(first.Id + (1024 * number), found?.Id);
                Assert.StartsWith(number == 0 ? first.Email : $"apart{number}-", found?.Email, StringComparison.Ordinal);
            }
        }

        Assert.Null(await Directory.FindAsync(-first.Id, Cancelled));
    }

    [Fact]
    public async Task A_change_made_here_is_seen_at_once()
    {
        var ada = await RegisteredAsync(firstName: "Ada");
        Assert.Equal("Ada", (await Directory.FindAsync(ada.Id, Cancelled))!.FirstName);

        await Accounts.UpdateProfileAsync(ada.Id, new ProfileChange("Augusta", "King"), Cancelled);

        Assert.Equal("Augusta King", (await Directory.FindAsync(ada.Id, Cancelled))!.DisplayName);
    }

    [Fact]
    public async Task People_are_filtered_by_parts_of_name_and_e_mail_whatever_the_case()
    {
        var zoe = await RegisteredAsync(NewEmail("zoe"), firstName: "Zoë", lastName: "Ångström");
        var ben = await RegisteredAsync(NewEmail("ben"), firstName: "Ben", lastName: "50%_off\\");
        var stranger = await RegisteredAsync(firstName: "Zoë");
        int[] ids = [zoe.Id, ben.Id];

        Assert.Equal([zoe.Id], await Directory.FilterAsync(ids, "ZOË ÅNG", Cancelled));
        Assert.Equal([ben.Id], await Directory.FilterAsync(ids, " BEN-", Cancelled));
        Assert.Equal([ben.Id], await Directory.FilterAsync(ids, "0%_OFF\\", Cancelled));
        Assert.Empty(await Directory.FilterAsync(ids, "z_e", Cancelled));
        Assert.Empty(await Directory.FilterAsync(ids, "'; DROP TABLE users; --", Cancelled));
        Assert.Empty(await Directory.FilterAsync(ids, "a\0b", Cancelled));
        Assert.Empty(await Directory.FilterAsync(ids, new string('x', 1_000_000), Cancelled));
        Assert.Equal(ids, await Directory.FilterAsync(ids, "  ", Cancelled));
        Assert.DoesNotContain(stranger.Id, await Directory.FilterAsync(ids, "zoë", Cancelled));
    }
}

public sealed class DirectoryOnSqlite(Homes homes) : DirectoryTests(StorageMode.Embedded, homes);

public sealed class DirectoryOnPostgres(Homes homes) : DirectoryTests(StorageMode.Servers, homes);
