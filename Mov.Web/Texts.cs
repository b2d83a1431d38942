namespace Mov.Web;

/// <summary>The texts of the pages. Every component has them as <c>T</c>: the English text is the key, <c>Texts.de.resx</c> holds the German one, a line
/// each. Counts have two keys: <c>T.Count(n, "{0} seat left", "{0} seats left")</c>. Two keys differ by more than their case. What a module says itself stands in its own
/// <c>&lt;Module&gt;Texts.de.resx</c> in the same way.</summary>
public sealed class Texts;
