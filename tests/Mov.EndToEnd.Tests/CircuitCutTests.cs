using Mov.EndToEnd.Tests.Storms;
using Mov.Modules.Shared.Storage;
using Mov.SideDoor;

namespace Mov.EndToEnd.Tests;

/// <summary>An account that is deactivated loses its open pages, too.</summary>
public sealed class CircuitCutTests(RealBrowser chromium)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deactivation_cuts_the_open_circuit_within_seconds()
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

        await door.MustAsync(new Ask(Deeds.Deactivate, admin, ada), Token);

        await cut.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        await person.GoAsync("/my/events");
        await person.SeePageAsync("/account/login");
    }
}
