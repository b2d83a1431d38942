using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Storage;
using Mov.Testing;
using Mov.Web.Pages.Events;
using Mov.Web.Tests.Site;

namespace Mov.Web.Tests.Events;

/// <summary>A site with people and events on it, set up through the modules, and used through its pages and islands.</summary>
internal sealed class Stage(Action<IServiceCollection>? replace = null, TestHome? home = null, IReadOnlyDictionary<string, string?>? settings = null) : IAsyncDisposable
{
    // The people of a test write faster than people do.
    private static readonly Dictionary<string, string?> Unhurried = new(StringComparer.Ordinal) { ["Chat:MessagesAtOnce"] = "1000" };

    private readonly List<AsyncServiceScope> _scopes = [];
    private int _people;

    // A shared home is on the servers, where only Development brings the schema up to date by itself.
    public MovSite Site { get; } = MovSite.Start(environment: home is null ? "Test" : "Development", settings: settings ?? Unhurried, replace: replace, home: home);

    public static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    /// <summary>A service of the application, in a scope of its own.</summary>
    public T Get<T>()
        where T : notnull => NewScope().GetRequiredService<T>();

    /// <summary>A statement on the database of the events, as another client would send it.</summary>
    public async Task ExecuteOnEventsAsync(string statement)
    {
        await using var database = new SqliteConnection(Get<StorageSettings>().ConnectionStringOf(DatabaseNames.Events));
        await database.OpenAsync(Cancellation);
        await using var command = database.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    public async Task<UserProfile> PersonAsync(UserRole role, string firstName)
    {
        var email = $"{firstName.ToLowerInvariant()}{++_people}@example.org";
        var registered = await Get<IAccounts>().RegisterAsync(new Registration(email, MovSite.Password, firstName, null, role), Cancellation);
        return registered.Value;
    }

    public async Task<Visitor> BrowserOfAsync(UserProfile person) => (await Site.SignInAsync(person.Email, MovSite.Password, Cancellation)).Visitor;

    public async Task<EventDetails> PlannedEventAsync(UserProfile organizer, int seats = 10, string title = "Winter swim", string? description = null)
    {
        var begin = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(10).AddHours(18);
        var draft = new EventDraft(title, description, "sports", begin, begin.AddHours(2), "Europe/Berlin", "Lake hut", seats);
        var created = await Get<IEventManagement>().CreateAsync(organizer.Id, draft, Cancellation);
        Assert.True(created.IsSuccess, string.Join(' ', created.ValidationErrors.Select(error => error.ErrorMessage)));
        return created.Value;
    }

    public async Task<EventDetails> PublishedEventAsync(UserProfile organizer, int seats = 10, string title = "Winter swim", string? description = null)
    {
        var planned = await PlannedEventAsync(organizer, seats, title, description);
        return await MoveAsync(planned, EventStatus.Published);
    }

    public async Task<EventDetails> RenameAsync(EventDetails meeting, string title)
    {
        var draft = new EventDraft(title, meeting.Description, meeting.Category, meeting.StartsThere(), meeting.EndsThere(), meeting.TimeZone!, meeting.Location, meeting.MaxParticipants);
        var edited = await Get<IEventManagement>().EditAsync(meeting.OrganizerId, meeting.Id, draft, meeting.UpdatedAt, Cancellation);
        Assert.True(edited.IsSuccess, string.Join(' ', edited.Errors));
        return edited.Value;
    }

    public async Task<EventDetails> MoveAsync(EventDetails meeting, EventStatus status)
    {
        var moved = await Get<IEventManagement>().ChangeStatusAsync(meeting.OrganizerId, meeting.Id, status, Cancellation);
        await Site.DrainAsync(Cancellation);
        return moved.Value;
    }

    public async Task<Placement> EnrollAsync(EventDetails meeting, UserProfile person)
    {
        var placed = await Get<IEnrollments>().EnrollAsync(meeting.Id, person.Id, Cancellation);
        Assert.True(placed.IsSuccess, string.Join(' ', placed.Errors));
        return placed.Value;
    }

    /// <summary>A page's circuit: islands rendered in it are interactive and use the application's own modules.</summary>
    public BunitContext Circuit()
    {
        var circuit = new BunitContext();
        circuit.Services.AddSingleton<AntiforgeryStateProvider, NoAntiforgery>();
        circuit.Services.AddFallbackServiceProvider(NewScope());
        // The browser's part is not here; islands get along without an answer from it.
        circuit.JSInterop.Mode = JSRuntimeMode.Loose;
        circuit.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return circuit;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var scope in _scopes)
        {
            await scope.DisposeAsync();
        }

        await Site.DisposeAsync();
    }

    private IServiceProvider NewScope()
    {
        var scope = Site.Services.CreateAsyncScope();
        _scopes.Add(scope);
        return scope.ServiceProvider;
    }

    private sealed class NoAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
