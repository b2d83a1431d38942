namespace Mov.Modules.Auth;

/// <summary>What this module says to people: <c>IStringLocalizer&lt;AuthTexts&gt;</c>. The English text is the key, <c>AuthTexts.de.resx</c> holds the German one.</summary>
internal sealed class AuthTexts;
