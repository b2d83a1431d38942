using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Tests.Setting;

/// <summary>Tests with the same bodies on both homes of the data; each test has a database of its own.</summary>
public abstract class EventsTests(StorageMode mode) : IAsyncLifetime
{
    internal EventsApp App { get; private set; } = null!;

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal StorageMode Mode => mode;

    /// <summary>An event that is good as it is, two weeks ahead.</summary>
    internal static EventDraft Draft { get; } = new(
        "Evening meetup", "Bring **questions**.", "meetup", new DateTime(2027, 1, 18, 19, 0, 0), new DateTime(2027, 1, 18, 22, 0, 0),
        "Europe/Berlin", "Town hall", 10);

    public async ValueTask InitializeAsync() => App = await EventsApp.StartAsync(mode);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (App is not null)
        {
            await App.DisposeAsync();
        }
    }

    internal async Task<EventDetails> GivenEventAsync(EventStatus status = EventStatus.Planning, EventDraft? draft = null, int organizer = People.Olga)
    {
        var created = await App.Management.CreateAsync(organizer, draft ?? Draft, Cancellation);
        Assert.True(created.IsSuccess, string.Join(' ', created.ValidationErrors.Select(error => error.ErrorMessage)));
        EventStatus[] path = status switch
        {
            EventStatus.Planning => [],
            EventStatus.Published => [EventStatus.Published],
            EventStatus.Running => [EventStatus.Published, EventStatus.Running],
            EventStatus.Completed => [EventStatus.Published, EventStatus.Running, EventStatus.Completed],
            _ => [EventStatus.Canceled],
        };
        var details = created.Value;
        foreach (var step in path)
        {
            var moved = await App.Management.ChangeStatusAsync(organizer, details.Id, step, Cancellation);
            Assert.True(moved.IsSuccess, string.Join(' ', moved.Errors));
            details = moved.Value;
        }

        return details;
    }

    internal async Task<EventDetails> GetAsync(int eventId) => (await App.Catalog.GetAsync(eventId, People.Olga, Cancellation)).Value;
}
