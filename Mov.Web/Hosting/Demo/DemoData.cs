using Ardalis.Result;
using Mov.Modules.Auth;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Messaging;
using Mov.Modules.Messaging.Contracts;
using Mov.Modules.Shared;
using Mov.Modules.Shared.Outbox;
using Mov.Modules.Shared.Storage;

namespace Mov.Web.Hosting.Demo;

/// <summary>Fills an empty installation with the demo, by the same contracts that the pages use and on a clock of its own.</summary>
internal sealed class DemoData : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly DemoClock _clock = new(TimeProvider.System);
    // What happens across events happens in the order of time: messages never go back in it.
    private readonly List<(DateTimeOffset At, Func<Task> Act)> _later = [];
    private readonly DateTimeOffset _today = TimeProvider.System.GetUtcNow();
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(DemoStory.TimeZone);

    private DemoData(IConfiguration configuration, StorageSettings storage)
    {
        // Nobody signs in as the crowd, and the three who do get a full hash at their first sign-in. A story is told faster than it happened.
        var quick = new ConfigurationBuilder().AddConfiguration(configuration)
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Auth:BcryptCost"] = "4", ["Chat:MessagesAtOnce"] = "1000" }).Build();
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddConfiguration(configuration.GetSection("Logging")).AddSimpleConsole())
            .AddSingleton<IConfiguration>(quick)
            .AddSingleton<TimeProvider>(_clock)
            .AddSharedModule(storage)
            .AddAuthModule(storage)
            .AddEventsModule(storage)
            .AddEnrollmentsModule(storage)
            .AddMessagingModule(storage)
            .BuildServiceProvider();
    }

    /// <summary>Fills the demo in unless it is there already. Expects databases with the current schema.</summary>
    /// <returns>What was done, in a sentence.</returns>
    public static async Task<string> FillAsync(IConfiguration configuration, StorageSettings storage, CancellationToken cancellationToken)
    {
        await using var demo = new DemoData(configuration, storage);
        return await demo.TellAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task<string> TellAsync(CancellationToken cancellationToken)
    {
        _clock.GoTo(_today.AddDays(-40));
        var registered = await _services.GetRequiredService<IAccounts>().RegisterAsync(
            new Registration(DemoStory.Organizer, DemoStory.Password, "Olga", "Kern", UserRole.Organizer), cancellationToken);
        if (registered.Status == ResultStatus.Invalid)
        {
            return "The demo is there already; nothing to do.";
        }

        var organizer = registered.Value.Id;
        var participant = await RegisterAsync(DemoStory.Participant, DemoStory.Password, "Ada", "Lovelace", cancellationToken);
        await AppointAdminAsync(cancellationToken);
        List<int> people = [];
        foreach (var (first, last) in DemoStory.People)
        {
            var email = $"{first}.{last.Replace(" ", "", StringComparison.Ordinal)}@mov.example".ToLowerInvariant();
            people.Add(await RegisterAsync(email, Guid.NewGuid().ToString(), first, last, cancellationToken));
        }

        foreach (var told in DemoStory.Events)
        {
            await TellAsync(told, organizer, participant, people, cancellationToken);
        }

        foreach (var (at, act) in _later.OrderBy(step => step.At))
        {
            _clock.GoTo(at);
            await act();
        }

        return $"Filled in the demo: {people.Count + 3} accounts and {DemoStory.Events.Count} events.";
    }

    private async Task AppointAdminAsync(CancellationToken cancellationToken)
    {
        Must(await _services.GetRequiredService<IAccountAdministration>().GrantAdminAsync(DemoStory.Admin, DemoStory.Password, cancellationToken));
        var accounts = _services.GetRequiredService<IAccounts>();
        if (await accounts.CheckSignInAsync(DemoStory.Admin, DemoStory.Password, cancellationToken) is SignInCheck.Accepted { User.Id: var admin })
        {
            Must(await accounts.UpdateProfileAsync(admin, new ProfileChange("Martha", "Brandt"), cancellationToken));
        }
    }

    private async Task<int> RegisterAsync(string email, string password, string first, string last, CancellationToken cancellationToken) =>
        Must(await _services.GetRequiredService<IAccounts>().RegisterAsync(new Registration(email, password, first, last, UserRole.Participant), cancellationToken)).Id;

    private async Task TellAsync(DemoEvent told, int organizer, int participant, List<int> people, CancellationToken cancellationToken)
    {
        var begins = told.Ends == DemoEnd.Running
            ? TimeZoneInfo.ConvertTime(_today.AddHours(-2), _zone).Date.AddHours(TimeZoneInfo.ConvertTime(_today.AddHours(-2), _zone).Hour + 1)
            : TimeZoneInfo.ConvertTime(_today, _zone).Date.AddDays(told.Day) + told.At.ToTimeSpan();
        begins = DateTime.SpecifyKind(begins, DateTimeKind.Unspecified);
        _clock.GoTo(_today.AddDays(-30).AddHours(told.Title.Length % 9));
        var created = Must(await _services.GetRequiredService<IEventManagement>().CreateAsync(
            organizer,
            new EventDraft(told.Title, told.Description, told.Category, begins, begins.AddHours(told.Hours), DemoStory.TimeZone, told.Location, told.Seats),
            cancellationToken));
        if (told.Ends == DemoEnd.Planning)
        {
            return;
        }

        _clock.Pass(TimeSpan.FromHours(3));
        await MoveAsync(created.Id, organizer, EventStatus.Published, cancellationToken);
        var start = new DateTimeOffset(begins, _zone.GetUtcOffset(begins));
        var soon = _today.AddHours(-6);
        await EnrollAsync(told, created.Id, participant, people, start < soon ? start.AddHours(-1) : soon, cancellationToken);
        switch (told.Ends)
        {
            case DemoEnd.Canceled:
                Later(_today.AddHours(-5), () => MoveAsync(created.Id, organizer, EventStatus.Canceled, cancellationToken));
                break;
            case DemoEnd.Running or DemoEnd.Completed:
                Later(start, () => MoveAsync(created.Id, organizer, EventStatus.Running, cancellationToken));
                Talk(told, created.Id, organizer, participant, people, start.AddMinutes(10), cancellationToken);
                if (told.Ends == DemoEnd.Completed)
                    Later(start.AddHours(told.Hours), () => MoveAsync(created.Id, organizer, EventStatus.Completed, cancellationToken));
                break;
            default:
                Talk(told, created.Id, organizer, participant, people, _today.AddHours(-5), cancellationToken);
                break;
        }
    }

    private async Task EnrollAsync(
        DemoEvent told, int eventId, int participant, List<int> people, DateTimeOffset until, CancellationToken cancellationToken)
    {
        List<int> comers = [.. people.Take(told.Enrolled)];
        if (told.WithParticipant is { } place)
        {
            comers.Insert(Math.Min(place, comers.Count), participant);
        }

        var from = _clock.GetUtcNow();
        for (var number = 1; number <= comers.Count; number++)
        {
            // Interest grows towards the end: later steps are shorter.
            _clock.GoTo(from + ((until - from) * Math.Sqrt((double)number / comers.Count)));
            Must(await _services.GetRequiredService<IEnrollments>().EnrollAsync(eventId, comers[number - 1], cancellationToken));
        }

        await DeliverAsync(cancellationToken);
    }

    private void Talk(DemoEvent told, int eventId, int organizer, int participant, List<int> people, DateTimeOffset from, CancellationToken cancellationToken)
    {
        foreach (var saying in told.Said ?? [])
        {
            from = saying.DaysAgo switch { null => from, < 1 and { } part => _today.AddDays(-part), { } days => new DateTimeOffset(_today.UtcDateTime.Date, TimeSpan.Zero).AddDays(-days).AddHours(15) };
            var sender = saying.Who switch { 0 => organizer, DemoStory.Ada => participant, var number => people[number - 1] };
            Later(from, () => SayAsync(saying, eventId, sender, organizer, participant, cancellationToken));
            from += TimeSpan.FromMinutes(3);
        }
    }

    private async Task SayAsync(DemoSaying saying, int eventId, int sender, int organizer, int participant, CancellationToken cancellationToken)
    {
        var chat = _services.GetRequiredService<IEventChat>();
        var message = Must(await (saying.IsAnnounced
            ? chat.AnnounceAsync(eventId, sender, saying.What, null, cancellationToken)
            : chat.SendAsync(eventId, sender, saying.What, null, cancellationToken)));
        if (saying.IsChangedTo is { } text)
            Must(await chat.EditAsync(eventId, sender, message.Id, text, cancellationToken));
        if (saying.IsRemoved)
            Must(await chat.RemoveAsync(eventId, organizer, message.Id, cancellationToken));
        if (saying.IsLastSeen)
            await chat.MarkSeenAsync(eventId, participant, message.Id, cancellationToken);
        await DeliverAsync(cancellationToken);
    }

    private void Later(DateTimeOffset at, Func<Task> act) => _later.Add((at, act));

    private async Task MoveAsync(int eventId, int organizer, EventStatus status, CancellationToken cancellationToken)
    {
        Must(await _services.GetRequiredService<IEventManagement>().ChangeStatusAsync(organizer, eventId, status, cancellationToken));
        await DeliverAsync(cancellationToken);
    }

    private async Task DeliverAsync(CancellationToken cancellationToken)
    {
        // A delivery may cause another in a module that was asked before it.
        int delivered;
        do
        {
            delivered = 0;
            foreach (var outbox in _services.GetServices<IOutbox>())
            {
                delivered += await outbox.DrainAsync(cancellationToken);
            }
        }
        while (delivered > 0);
    }

    private static T Must<T>(Result<T> result) => result.IsSuccess
        ? result.Value
        : throw new InvalidOperationException($"The demo breaks a rule: {string.Join(' ', result.Errors.Concat(result.ValidationErrors.Select(error => error.ErrorMessage)))}");
}
