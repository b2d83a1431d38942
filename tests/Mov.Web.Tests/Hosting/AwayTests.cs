using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using Mov.Web.Tests.Site;
using Npgsql;

namespace Mov.Web.Tests.Hosting;

/// <summary>A part of the house is away: its pages say so plainly, with 503, and nobody thinks that something was done.</summary>
public sealed class AwayTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_that_cannot_be_read_is_unavailable_and_not_unknown()
    {
        await using var site = MovSite.Start(replace: services => Away.Replace<IEventCatalog>(services));

        var page = await site.NewVisitor().GetAsync("/events/1", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal("Back in a moment", page.Heading);
    }

    [Theory]
    [InlineData("/organizer/events/1")]
    [InlineData("/organizer/events/1/edit")]
    public async Task So_is_one_of_ones_own(string path)
    {
        await using var site = MovSite.Start(replace: services => Away.Replace<IEventCatalog>(services));
        var olga = await site.RegisterAsync(UserRole.Organizer, Cancellation);

        var page = await olga.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
    }

    [Fact]
    public async Task Notifications_that_cannot_be_read_say_when_to_try_again()
    {
        await using var site = MovSite.Start(replace: services => Away.Replace<INotifications>(services));
        var ada = await site.RegisterAsync(UserRole.Participant, Cancellation);

        var page = await ada.GetAsync("/notifications", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains(Away.Sentence, page.Text, StringComparison.Ordinal);
        Assert.True(page.Headers.ContainsKey("Retry-After"));
    }

    [Fact]
    public async Task A_message_that_cannot_be_stored_is_not_sent_and_stays_in_the_form()
    {
        await using var home = TestHome.Create(StorageMode.Embedded);
        int eventId;
        string email;
        await using (var before = MovSite.Start(home: home.Share()))
        {
            (eventId, email) = await PublishAsync(before);
        }

        await using var site = MovSite.Start(home: home.Share(), replace: services => Away.Replace<IEventChat>(services));
        var (olga, _) = await site.SignInAsync(email, MovSite.Password, Cancellation);
        var page = await olga.OpenAsync($"/events/{eventId}", Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.Status);

        var unsent = await olga.PressAsync(page, "Send", Cancellation, ("Message", "Bring a lantern."));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, unsent.Status);
        Assert.Contains("try again", unsent.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Bring a lantern.", unsent.ValueOf("Message"));
    }

    [Theory]
    [InlineData("somebody signed in")]
    [InlineData("a visitor")]
    public async Task While_the_database_is_away_there_is_a_readable_page(string reader)
    {
        var away = new NpgsqlException("The server is away.", new System.Net.Sockets.SocketException());
        await using var home = TestHome.Create(StorageMode.Embedded);
        Visitor ada;
        await using (var before = MovSite.Start(home: home.Share()))
        {
            ada = await before.RegisterAsync(UserRole.Participant, Cancellation);
        }

        await using var site = MovSite.Start(home: home.Share(), replace: services =>
        {
            Away.Replace<IEventCatalog>(services, away);
            Away.Replace<IAccounts>(services, away);
        });
        var visitor = site.NewVisitor();
        if (reader == "somebody signed in")
        {
            visitor.Cookies.Add(ada.Cookies.GetAllCookies());
        }

        var page = await visitor.GetAsync("/events/1", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal("Back in a moment", page.Heading);
        Assert.False(page.Headers.ContainsKey("Set-Cookie"), "The session must still be there when the database is back.");
    }

    private static async Task<(int EventId, string Email)> PublishAsync(MovSite site)
    {
        const string Email = "olga@away.example";
        await site.RegisterAsync(UserRole.Organizer, Cancellation, email: Email);
        await using var scope = site.Services.CreateAsyncScope();
        T Get<T>()
            where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
        var olga = Assert.IsType<SignInCheck.Accepted>(await Get<IAccounts>().CheckSignInAsync(Email, MovSite.Password, Cancellation)).User.Id;
        var draft = new EventDraft("Night walk", null, "meetup", new DateTime(2031, 5, 10, 10, 0, 0), null, "UTC", null, 5);
        var created = await Get<IEventManagement>().CreateAsync(olga, draft, Cancellation);
        await Get<IEventManagement>().ChangeStatusAsync(olga, created.Value.Id, EventStatus.Published, Cancellation);
        return (created.Value.Id, Email);
    }
}
