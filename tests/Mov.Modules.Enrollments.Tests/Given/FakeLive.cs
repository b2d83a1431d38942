using System.Collections.Concurrent;
using Mov.Modules.Shared.Live;

namespace Mov.Modules.Enrollments.Tests.Given;

/// <summary>Keeps what open pages are told.</summary>
internal sealed class FakeLive : ILiveUpdates
{
    private readonly ConcurrentQueue<string> _told = new();

    public int CountOf(string topic) => _told.Count(told => string.Equals(told, topic, StringComparison.Ordinal));

    public void Publish(string topic, string payload = "") => _told.Enqueue(topic);

    public IDisposable Subscribe(string topic, Func<LiveUpdate, Task> onUpdate) => throw new NotSupportedException();
}
