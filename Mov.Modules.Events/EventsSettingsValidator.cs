using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Management;

namespace Mov.Modules.Events;

/// <summary>Stops the start over settings that would fail later.</summary>
internal sealed partial class EventsSettingsValidator : IValidateOptions<EventsSettings>
{
    public ValidateOptionsResult Validate(string? name, EventsSettings options)
    {
        List<string> failures = [];
        if (options.Categories.FirstOrDefault(category => !Slug().IsMatch(category)) is { } odd)
        {
            failures.Add($"Events:Categories has '{odd}'; a category is a lower-case word of letters, digits and hyphens, at most 50 characters.");
        }

        if (ZonedTime.FindZone(options.DefaultTimeZone) is null)
        {
            failures.Add($"Events:DefaultTimeZone is '{options.DefaultTimeZone}'; it must be an IANA name such as Europe/Berlin.");
        }

        if (options.CompleteAfter <= TimeSpan.Zero)
        {
            failures.Add("Events:CompleteAfter must be longer than nothing, for example 1.00:00:00 for a day.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Slug();
}
