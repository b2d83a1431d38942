using Mov.Modules.Shared.Storage;
using Mov.Testing;
using Mov.Testing.Schema;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.Hosting;

/// <summary>Databases that another client of the schema document made and filled, moved into and used through the pages.</summary>
public sealed class AdoptionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_events_and_places_of_another_client_go_on_living_here()
    {
        var home = TestHome.Create(StorageMode.Servers);
        var hash = BCrypt.Net.BCrypt.HashPassword("from the other client", 4);
        await MakeAsync(home, DatabaseNames.Auth, $"""
            INSERT INTO users (email, password, role, first_name) VALUES
            ('olga@seed.example', '{hash}', 'ORGANIZER', 'Olga'), ('ada@seed.example', '{hash}', 'PARTICIPANT', 'Ada'), ('ben@seed.example', '{hash}', 'PARTICIPANT', NULL)
            """);
        await MakeAsync(home, DatabaseNames.Events, """
            INSERT INTO events (organizer_id, title, date, max_participants, category, status) VALUES (1, 'Harvest supper', '2031-09-01 18:00:00', 1, 'meetup', 'Published')
            """);
        await MakeAsync(home, DatabaseNames.Enrollments, """
            INSERT INTO enrollments (event_id, user_id) VALUES (1, 2);
            INSERT INTO waitlist (event_id, user_id, position) VALUES (1, 3, 1)
            """);
        await using var site = MovSite.Start(StorageMode.Servers, environment: "Development", home: home);

        var list = await site.NewVisitor().OpenAsync("/", Token);
        Assert.Contains("Harvest supper", list.Text, StringComparison.Ordinal);
        var (ben, _) = await site.SignInAsync("Ben@seed.example", "from the other client", Token);
        Assert.Contains("You are number 1 on the waitlist", (await ben.OpenAsync("/events/1", Token)).Text, StringComparison.Ordinal);
        var (ada, _) = await site.SignInAsync("ada@seed.example", "from the other client", Token);
        Assert.Contains("You are enrolled", (await ada.OpenAsync("/events/1", Token)).Text, StringComparison.Ordinal);

        var asked = await ada.OpenAsync("/events/1/cancel-enrollment", Token);
        await ada.PressAsync(asked, "Cancel enrollment", Token);

        Assert.Contains("You are enrolled", (await ben.OpenAsync("/events/1", Token)).Text, StringComparison.Ordinal);
        var (olga, _) = await site.SignInAsync("olga@seed.example", "from the other client", Token);
        var people = await olga.OpenAsync("/organizer/events/1", Token);
        Assert.Contains("ben@seed.example", people.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@seed.example", people.Text, StringComparison.Ordinal);
    }

    private static async Task MakeAsync(TestHome home, string database, string rows)
    {
        await SeedClient.CreateDatabaseAsync(database, home, Token);
        await SeedClient.ExecuteAsync(rows, home.Settings["ConnectionStrings:" + StorageSettings.KeyOf(database)]!, Token);
    }
}
