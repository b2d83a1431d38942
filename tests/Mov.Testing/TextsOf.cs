using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Mov.Testing;

/// <summary>The texts of a module or of the pages, for what is tested without an application around it.</summary>
public static class TextsOf<T>
{
    /// <summary>In the language of the test, which is English.</summary>
    public static IStringLocalizer<T> English { get; } = new StringLocalizer<T>(
        new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));
}
