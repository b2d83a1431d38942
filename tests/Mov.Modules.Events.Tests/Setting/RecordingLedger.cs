using System.Collections.Concurrent;
using System.Globalization;
using Ardalis.Result;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Shared.Live;

namespace Mov.Modules.Events.Tests.Setting;

/// <summary>Stands in for Enrollments: keeps what it is told, and can be stubborn.</summary>
internal sealed class RecordingLedger : ISeatLedger
{
    private readonly ConcurrentQueue<string> _calls = new();

    public Func<IEventCatalog> Catalog { get; set; } = () => throw new InvalidOperationException("Not wired.");

    /// <summary>Seats taken, by event; a smaller capacity is refused.</summary>
    public ConcurrentDictionary<int, int> Taken { get; } = new();

    /// <summary>Whether seats are given, as it was last told.</summary>
    public ConcurrentDictionary<int, bool> Open { get; } = new();

    /// <summary>Capacities, as it was last told.</summary>
    public ConcurrentDictionary<int, int> Capacities { get; } = new();

    /// <summary>Runs between the answer and what the module does with it.</summary>
    public Func<string, Task> AfterAnswer { get; set; } = _ => Task.CompletedTask;

    /// <summary>Set to be away.</summary>
    public Exception? Failure { get; set; }

    public IReadOnlyList<string> Calls => [.. _calls];

    public void Forget() => _calls.Clear();

    public async Task<Result> ResizeAsync(int eventId, int capacity, CancellationToken cancellationToken)
    {
        Note(string.Create(CultureInfo.InvariantCulture, $"resize {eventId} {capacity}"));
        if (Taken.GetValueOrDefault(eventId) is var taken && taken > capacity)
        {
            return Result.Conflict(taken.ToString(CultureInfo.InvariantCulture));
        }

        Capacities[eventId] = capacity;
        await AfterAnswer("resize");
        return Result.Success();
    }

    public async Task CloseAsync(int eventId, CancellationToken cancellationToken)
    {
        Note(string.Create(CultureInfo.InvariantCulture, $"close {eventId}"));
        Open[eventId] = false;
        await AfterAnswer("close");
    }

    public async Task SynchronizeAsync(int eventId, CancellationToken cancellationToken)
    {
        Note(string.Create(CultureInfo.InvariantCulture, $"synchronize {eventId}"));
        if (await Catalog().FindSeatingAsync(eventId, cancellationToken) is { } seating)
        {
            Open[eventId] = seating.IsOpen;
            Capacities[eventId] = seating.Capacity;
        }
    }

    private void Note(string call)
    {
        _calls.Enqueue(call);
        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}

/// <summary>Stands in for live updates and keeps what was published.</summary>
internal sealed class RecordingLive : ILiveUpdates
{
    private readonly ConcurrentQueue<(string Topic, string Payload)> _published = new();

    public IReadOnlyList<(string Topic, string Payload)> Published => [.. _published];

    public void Publish(string topic, string payload = "") => _published.Enqueue((topic, payload));

    public IDisposable Subscribe(string topic, Func<LiveUpdate, Task> onUpdate) => throw new NotSupportedException("Events never listen.");
}
