using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Mov.Modules.Shared.Live;
using Mov.Web.Hosting.PublicPages;

namespace Mov.Web.Tests.PublicPages;

/// <summary>What bounds the memory, and what makes kept pages old.</summary>
public sealed class PageStoreTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Endless_searches_fill_no_memory_and_push_no_page_out()
    {
        var store = new PageStore(new PageCacheSettings { Megabytes = 1, SearchMegabytes = 1 }, _time);
        store.Keep(KeyOf("/events"), 0, PageOf(10_000));

        for (var number = 0; number < 1000; number++)
        {
            store.Keep(KeyOf("/events", $"?q={number}"), 0, PageOf(10_000));
        }

        Assert.InRange(store.Bytes, 900_000, 1_100_000);
        Assert.True(store.TryFind(KeyOf("/events"), 0, out _));
        Assert.True(store.TryFind(KeyOf("/events", "?q=999"), 0, out _));
        Assert.False(store.TryFind(KeyOf("/events", "?q=0"), 0, out _));
    }

    [Fact]
    public void A_page_lives_thirty_seconds_and_gives_its_memory_back()
    {
        var store = new PageStore(new PageCacheSettings(), _time);
        store.Keep(KeyOf("/events"), 7, PageOf(10_000));
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.True(store.TryFind(KeyOf("/events"), 7, out _));
        Assert.False(store.TryFind(KeyOf("/events"), 8, out _));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(store.TryFind(KeyOf("/events"), 7, out _));
        store.Keep(KeyOf("/"), 7, PageOf(100));
        Assert.InRange(store.Bytes, 1, 9_999);
    }

    [Fact]
    public void Seats_make_pages_old_at_once_and_then_once_a_second()
    {
        var live = new Watched();
        using var generations = new PageGenerations(live, _time);
        HashSet<long> seen = [];
        HashSet<long> list = [];
        Look();

        for (var tenth = 0; tenth < 30; tenth++)
        {
            live.Say(LiveTopics.Seats(5));
            live.Say(LiveTopics.Seats(6));
            Look();
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        _time.Advance(TimeSpan.FromSeconds(2));
        Look();
        Assert.Equal(5, seen.Count);
        Assert.Equal(5, list.Count);

        void Look()
        {
            seen.Add(generations.Of(5));
            list.Add(generations.Of(null));
        }
    }

    [Theory]
    [InlineData("its facts", true, false)]
    [InlineData("the list", false, true)]
    [InlineData("seats", true, true)]
    [InlineData("an account", true, true)]
    [InlineData("a lost connection", true, true)]
    [InlineData("another event", false, false)]
    [InlineData("the room", false, false)]
    public void A_change_makes_old_what_shows_it(string what, bool page, bool list)
    {
        var live = new Watched();
        using var generations = new PageGenerations(live, _time);
        var (pageBefore, listBefore) = (generations.Of(5), generations.Of(null));

        switch (what)
        {
            case "its facts": live.Say(LiveTopics.Event(5)); break;
            case "the list": live.Say(LiveTopics.Events, "5"); break;
            case "seats": live.Say(LiveTopics.Seats(5)); break;
            case "an account": live.Say(LiveTopics.Accounts, "1"); break;
            case "a lost connection": live.Lose(); break;
            case "another event": live.Say(LiveTopics.Event(6)); break;
            case "the room": live.Say(LiveTopics.Chat(5)); break;
        }

        Assert.Equal((page, list), (generations.Of(5) != pageBefore, generations.Of(null) != listBefore));
    }

    private static PageKey KeyOf(string path, string query = "") => new(new PublicAddress(path, query, null), "en", PageEncoding.None, IsEnhanced: false);

    private static StoredPage PageOf(int bytes) => StoredPage.Of(new DefaultHttpContext().Response, new byte[bytes], KeyOf("/"), firstPaint: null).Page;

    private sealed class Watched : ILiveWatch
    {
        private Action<LiveUpdate>? _watcher;

        public IDisposable Watch(Action<LiveUpdate> onUpdate)
        {
            _watcher = onUpdate;
            return new MemoryStream();
        }

        public void Say(string topic, string payload = "") => _watcher!(new LiveUpdate(topic, payload));

        public void Lose() => _watcher!(new LiveUpdate("", "", MayHaveMissed: true));
    }
}
