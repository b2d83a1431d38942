using Microsoft.Data.Sqlite;
using Mov.EndToEnd.Tests.Storms;
using Mov.Modules.Shared.Storage;
using Mov.SideDoor;

namespace Mov.EndToEnd.Tests;

/// <summary>An account that is deactivated loses its open pages, too.</summary>
public sealed class CircuitCutTests(RealBrowser chromium)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_deactivation_cuts_the_open_circuit_within_seconds() =>
        CutAsync(async (_, door, admin, ada) => await door.MustAsync(new Ask(Deeds.Deactivate, admin, ada), Token), TimeSpan.FromSeconds(10));

    [Fact]
    public Task A_deactivation_of_which_nobody_told_cuts_it_when_all_circuits_are_asked_about() =>
        CutAsync((site, _, _, ada) => DeactivateBehindItsBackAsync(site, ada), TimeSpan.FromSeconds(30));

    private async Task CutAsync(Func<MovServer, OuterSite, int, int, Task> deactivateAsync, TimeSpan patience)
    {
        var browser = chromium.Browser;
        await using var site = await MovServer.StartAsync(StorageMode.Embedded, Token, withSideDoor: true);
        using var door = new OuterSite(site);
        var admin = await door.MustAsync(new Ask(Deeds.MakeAdmin, Text: "root@cut.example"), Token);
        var olga = await door.MustAsync(new Ask(Deeds.RegisterOrganizer, Text: "olga@cut.example"), Token);
        var ada = await door.MustAsync(new Ask(Deeds.RegisterParticipant, Text: "ada@cut.example"), Token);
        var eventId = await door.MustAsync(new Ask(Deeds.Publish, olga, Number: 5, Text: "Night walk"), Token);
        await door.MustAsync(new Ask(Deeds.Enroll, ada, eventId), Token);
        await using var person = await Person.ArriveAsync(browser, site);
        await person.SignInAsync("ada@cut.example");
        TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously), cut = new(TaskCreationOptions.RunContinuationsAsynchronously);
        person.Page.WebSocket += (_, socket) =>
        {
            socket.FrameReceived += (_, _) => opened.TrySetResult();
            socket.Close += (_, _) => cut.TrySetResult();
        };
        await person.GoAsync($"/events/{eventId}");
        await opened.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.False(cut.Task.IsCompleted);

        await deactivateAsync(site, door, admin, ada);

        await cut.Task.WaitAsync(patience, Token);
        await person.GoAsync("/my/events");
        await person.SeePageAsync("/account/login");
    }

    private static async Task DeactivateBehindItsBackAsync(MovServer site, int account)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(site.Home.Folder, DatabaseNames.Auth + ".db")}");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE users SET is_active = 0 WHERE id = $account";
        command.Parameters.AddWithValue("$account", account);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Token));
    }
}
