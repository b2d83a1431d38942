using Microsoft.Extensions.DependencyInjection;
using Mov.Modules.Enrollments.Seats;

namespace Mov.Modules.Enrollments.Tests.Given;

/// <summary>The real store of one of two instances: once it has read the seat row of a certain event, it waits for the other one to have read it, too.</summary>
internal sealed class MeetingSeatStore(ISeatStore inner, Meeting meeting) : ISeatStore
{
    private int _came;

    public int ConcurrentTransactions => inner.ConcurrentTransactions;

    /// <summary>Registers it in place of the one for PostgreSQL.</summary>
    public static void Replace(IServiceCollection services, Meeting meeting) => services.AddSingleton<ISeatStore>(
        provider => new MeetingSeatStore(ActivatorUtilities.CreateInstance<PostgresSeatStore>(provider), meeting));

    public async Task<ISeatTransaction> BeginAsync(IReadOnlyList<int> eventIds, CancellationToken cancellationToken)
    {
        var transaction = await inner.BeginAsync(eventIds, cancellationToken);
        if (meeting.EventId is { } eventId && eventIds.Contains(eventId) && Interlocked.Exchange(ref _came, 1) == 0)
        {
            await meeting.ComeAsync();
        }

        return transaction;
    }

    public bool IsAway(Exception failure) => inner.IsAway(failure);
}

/// <summary>Where two transactions wait for each other. One that a lock keeps away never comes; the other goes on without it after a while.</summary>
internal sealed class Meeting
{
    private readonly TaskCompletionSource _both = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _came;

    /// <summary>At which event they meet; none, as long as it is null.</summary>
    public int? EventId { get; set; }

    public async Task ComeAsync()
    {
        if (Interlocked.Increment(ref _came) == 2)
        {
            _both.TrySetResult();
        }

        await Task.WhenAny(_both.Task, Task.Delay(TimeSpan.FromSeconds(3)));
    }
}
