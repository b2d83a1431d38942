using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Mov.Web.Tests.Languages;

/// <summary>The texts of the pages without an application around them, in the language of the test: English.</summary>
internal static class PageTexts
{
    public static IStringLocalizer<Texts> T { get; } = new StringLocalizer<Texts>(
        new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));
}
