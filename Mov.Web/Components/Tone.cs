namespace Mov.Web.Components;

/// <summary>What a color says; the words beside it say the same.</summary>
public enum Tone
{
    /// <summary>Nothing in particular.</summary>
    Plain,

    /// <summary>Good, done, open.</summary>
    Ok,

    /// <summary>Waiting or full: a state with a way on.</summary>
    Wait,

    /// <summary>Refused, canceled, not undoable.</summary>
    Stop,

    /// <summary>Happening now.</summary>
    Live,
}
