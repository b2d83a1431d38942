using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Shared.Live;
using Mov.Web.Pages.Notifications;
using Mov.Web.Tests.Components;

namespace Mov.Web.Tests.Notifications;

public sealed class NotificationPartsTests : ComponentContext
{
    [Theory]
    [InlineData("en", 0, "Notifications", null)]
    [InlineData("en", 99, "Notifications, 99 unread", "99")]
    [InlineData("en", 100, "Notifications, 99+ unread", "99+")]
    [InlineData("de", 2, "Mitteilungen, 2 ungelesen", "2")]
    public void The_bell_counts_to_99_and_says_the_same_in_words(string language, int unread, string name, string? shown)
    {
        using var spoken = Speak(language);
        Services.AddSingleton(TimeProvider.System).AddSingleton(Stub.Of<ILiveUpdates>())
            .AddSingleton(Stub.Of<INotifications>((nameof(INotifications.CountUnreadAsync), Task.FromResult(unread))));
        RenderStill();

        var bell = Render<BellCount>(one => one.Add(b => b.UserId, 7));

        Assert.Equal(name, bell.Find("a[href='/notifications']").GetAttribute("aria-label"));
        Assert.Equal(shown, bell.FindAll("b").SingleOrDefault()?.TextContent);
    }

    [Theory]
    [InlineData(null, "Sat 5 Dec, 18:30 UTC")]
    [InlineData("Europe/Berlin", "19:30")]
    public void A_line_says_when_in_the_readers_zone_or_names_the_one_it_is_in(string? zone, string said)
    {
        var line = RenderLine(zone: zone);

        Assert.Equal(said, line.Find("small .num").TextContent);
        Assert.Equal("2026-12-05T18:30:00Z", line.Find("small .num").GetAttribute("datetime"));
    }

    [Fact]
    public void An_unread_line_says_so_to_those_who_cannot_see_it_and_names_its_event_once()
    {
        Assert.StartsWith("Unread. A seat is yours.", RenderLine(read: false).Find(".said").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Empty(RenderLine(read: true).FindAll(".visually-hidden"));
        Assert.Contains("Lantern market · ", RenderLine(message: "A seat is yours.").Find("small").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Lantern market", RenderLine(message: "A seat in Lantern market is yours.").Find("small").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_that_another_client_made_up_is_a_line_like_others() =>
        Assert.Equal("Ticket printed.", RenderLine(type: "TICKET_PRINTED", message: "Ticket printed.").Find(".message").TextContent);

    private IRenderedComponent<NotificationLine> RenderLine(string type = NotificationTypes.Promoted, string message = "A seat is yours.", bool read = true, string? zone = null) =>
        Render<NotificationLine>(one => one
            .Add(l => l.Item, new Notification("n1", type, 5, "Lantern market", message, read, Some.Evening))
            .Add(l => l.Zone, zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(zone)));
}
