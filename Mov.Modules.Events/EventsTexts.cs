namespace Mov.Modules.Events;

/// <summary>What this module says to people: <c>IStringLocalizer&lt;EventsTexts&gt;</c>. The English text is the key, <c>EventsTexts.de.resx</c> holds the German one.</summary>
internal sealed class EventsTexts;
