using Mov.Benchmarks.Frame;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Seats;
using Mov.Modules.Events.Contracts;

namespace Mov.Benchmarks.Enroll;

/// <summary>What every part does with events and people.</summary>
internal static class Enrolling
{
    /// <summary>The account that organizes; participants follow it.</summary>
    public const int Organizer = 1;

    /// <summary>The account of the participant of that number, from 0.</summary>
    public static int Participant(int number) => number + Organizer + 1;

    public static async Task<int> PublishAsync(this BenchmarkApp app, int seats)
    {
        var management = app.Get<IEventManagement>();
        var draft = new EventDraft("A rush", null, "concert", new DateTime(2040, 5, 1, 20, 0, 0), null, "UTC", null, seats);
        var created = await management.CreateAsync(Organizer, draft, CancellationToken.None);
        await management.ChangeStatusAsync(Organizer, created.Value.Id, EventStatus.Published, CancellationToken.None);
        return created.Value.Id;
    }

    /// <summary>Counts the rows that were written past the module.</summary>
    public static Task RecountAsync(this BenchmarkApp app, int eventId) =>
        app.Get<SeatEngine>().OrderAsync(eventId, new SeatRequest.Synchronize(recount: true), CancellationToken.None);

    /// <summary>As many participants enroll, spread over the events in turn; nobody may be turned away.</summary>
    /// <param name="app">Where.</param>
    /// <param name="events">In what.</param>
    /// <param name="people">How many.</param>
    /// <param name="callers">How many at a time.</param>
    /// <param name="after">How many participants come before the first of them.</param>
    public static Task<Rush> EnrollAsync(this BenchmarkApp app, IReadOnlyList<int> events, int people, int callers, int after = 0)
    {
        var enrollments = app.Get<IEnrollments>();
        return Rush.RunAsync(people, callers, async number =>
        {
            var person = Participant(after + number);
            var answer = await enrollments.EnrollAsync(events[number % events.Count], person, CancellationToken.None);
            if (!answer.IsSuccess)
            {
                throw new InvalidOperationException($"Account {person} was turned away: {answer.Status} {string.Join(' ', answer.Errors)}");
            }
        });
    }
}
