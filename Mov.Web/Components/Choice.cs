namespace Mov.Web.Components;

/// <summary>One of the options of a <c>ChoiceField</c>.</summary>
public sealed record Choice(string Value, string Label, string? Explanation = null);
