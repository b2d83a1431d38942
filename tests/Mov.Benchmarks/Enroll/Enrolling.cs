using Mov.Benchmarks.Frame;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Events.Contracts;

namespace Mov.Benchmarks.Enroll;

/// <summary>What every part does with events and people.</summary>
internal static class Enrolling
{
    public static async Task<int> PublishAsync(this BenchmarkApp app, int seats)
    {
        var management = app.Get<IEventManagement>();
        var draft = new EventDraft("A rush", null, "concert", new DateTime(2040, 5, 1, 20, 0, 0), null, "UTC", null, seats);
        var created = await management.CreateAsync(1, draft, CancellationToken.None);
        await management.ChangeStatusAsync(1, created.Value.Id, EventStatus.Published, CancellationToken.None);
        return created.Value.Id;
    }

    /// <summary>The first <paramref name="people"/> participants enroll, spread over the events in turn; nobody may be turned away.</summary>
    public static Task<Rush> EnrollAsync(this BenchmarkApp app, IReadOnlyList<int> events, int people, int callers)
    {
        var enrollments = app.Get<IEnrollments>();
        return Rush.RunAsync(people, callers, async number =>
        {
            var answer = await enrollments.EnrollAsync(events[number % events.Count], number + 2, CancellationToken.None);
            if (!answer.IsSuccess)
            {
                throw new InvalidOperationException($"Person {number + 2} was turned away: {answer.Status} {string.Join(' ', answer.Errors)}");
            }
        });
    }
}
