namespace Mov.Web.Hosting.Demo;

/// <summary>Lets the demo tell a story that began weeks ago: the modules see the moment that is being told. Timers run as always.</summary>
internal sealed class DemoClock(TimeProvider real) : TimeProvider
{
    private DateTimeOffset _now = real.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Goes to a moment; a story may jump back and forth between events.</summary>
    public void GoTo(DateTimeOffset moment) => _now = moment;

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time) => _now += time;
}
