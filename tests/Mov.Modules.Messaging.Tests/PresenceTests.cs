using Ardalis.Result;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Mov.Modules.Messaging.Chat;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Messaging.Tests.Fakes;
using Mov.Modules.Shared.Live;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using static Mov.Modules.Messaging.Tests.Fakes.MessagingApp;

namespace Mov.Modules.Messaging.Tests;

/// <summary>Who is in a room and who is writing there, at one instance and at two.</summary>
public sealed class PresenceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_those_who_may_enter_the_room_are_there()
    {
        await using var app = await MessagingApp.StartAsync(StorageMode.Embedded);
        using var scope = app.Get<IServiceScopeFactory>().CreateScope();
        var presence = scope.ServiceProvider.GetRequiredService<IRoomPresence>();

        using var olga = (await presence.EnterAsync(Meetup, Olga, Nothing, Token)).Value;
        using var ada = (await presence.EnterAsync(Meetup, Ada, Nothing, Token)).Value;

        Assert.Equal(ResultStatus.Forbidden, (await presence.EnterAsync(Meetup, Cleo, Nothing, Token)).Status);
        Assert.Equal([Ada], olga.Others.Select(guest => guest.UserId));
    }

    [Fact]
    public async Task People_at_two_instances_see_one_another_come_write_rest_and_go()
    {
        var home = TestHome.Create(StorageMode.Servers);
        await using var one = await Instance.StartAsync(home);
        await using var two = await Instance.StartAsync(home.Share());
        var told = 0;
        using var ada = one.People.Enter(Meetup, Ada, "Ada", () =>
        {
            told++;
            return Task.CompletedTask;
        });
        var ben = two.People.Enter(Meetup, Ben, "Ben", Nothing);
        using var benToo = two.People.Enter(Meetup, Ben, "Ben", Nothing);
        await SeesAsync("both are there", () => NamesOf(ada) == "Ben" && NamesOf(ben) == "Ada", one, two);
        Assert.True(told > 0);

        ben.Type();
        await Eventually.TrueAsync(() => ada.Others.Single().IsTyping, "Ben writes", Token);
        ben.Rest();
        await Eventually.TrueAsync(() => !ada.Others.Single().IsTyping, "Ben rests", Token);
        ben.Type();
        await Eventually.TrueAsync(() => ada.Others.Single().IsTyping, "Ben writes again", Token);
        one.Time.Advance(LiveRoom.TypingFor);
        Assert.False(ada.Others.Single().IsTyping);

        // One of his two pages is still open.
        ben.Dispose();
        one.Time.Advance(LiveRoom.Pause);
        two.Time.Advance(LiveRoom.Pause);
        Assert.Equal("Ben", NamesOf(ada));
        benToo.Dispose();
        await SeesAsync("Ben is gone", () => NamesOf(ada).Length == 0, one, two);
    }

    [Fact]
    public async Task The_people_of_an_instance_that_died_are_forgotten()
    {
        var home = TestHome.Create(StorageMode.Servers);
        await using var one = await Instance.StartAsync(home);
        using var ada = one.People.Enter(Meetup, Ada, "Ada", Nothing);
        await using (var two = await Instance.StartAsync(home.Share()))
        {
            two.People.Enter(Meetup, Ben, "Ben", Nothing);
            await SeesAsync("Ben is there", () => NamesOf(ada) == "Ben", one, two);
        }

        Assert.Equal("Ben", NamesOf(ada));
        one.Time.Advance(LiveRoom.Forgotten + LiveRoom.Beat);

        Assert.Empty(ada.Others);
    }

    private static Task Nothing() => Task.CompletedTask;

    private static string NamesOf(IRoomStay stay) => string.Join(", ", stay.Others.Select(guest => guest.Name));

    private static Task SeesAsync(string what, Func<bool> isSeen, params Instance[] instances) => Eventually.TrueAsync(
        () =>
        {
            Array.ForEach(instances, instance => instance.Time.Advance(LiveRoom.Pause));
            return isSeen();
        },
        what,
        Token);

    /// <summary>The rooms of one instance on the live updates that Redis carries. Leaving it says nothing to the others, as when a process dies.</summary>
    private sealed class Instance(LiveInstance live) : IAsyncDisposable
    {
        public FakeTimeProvider Time { get; } = new();

        public RoomPeople People => field ??= new RoomPeople(live.Live, Time, NullLogger<RoomPeople>.Instance);

        public static async Task<Instance> StartAsync(TestHome home) => new(await LiveInstance.StartAsync(home, Token));

        public ValueTask DisposeAsync() => live.DisposeAsync();
    }
}
