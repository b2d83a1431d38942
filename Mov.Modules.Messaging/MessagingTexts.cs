namespace Mov.Modules.Messaging;

/// <summary>What this module says to people: <c>IStringLocalizer&lt;MessagingTexts&gt;</c>. The English text is the key, <c>MessagingTexts.de.resx</c> holds the German one.</summary>
internal sealed class MessagingTexts;
