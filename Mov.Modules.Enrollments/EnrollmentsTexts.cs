namespace Mov.Modules.Enrollments;

/// <summary>What this module says to people: <c>IStringLocalizer&lt;EnrollmentsTexts&gt;</c>. The English text is the key, <c>EnrollmentsTexts.de.resx</c> holds the German one.</summary>
internal sealed class EnrollmentsTexts;
