using Ardalis.Result;
using Microsoft.Extensions.Localization;

namespace Mov.Web.Components;

/// <summary>What a module answered, for a page to say.</summary>
public static class Answers
{
    /// <summary>The sentence that a refusal carries, or a plain one for its kind.</summary>
    public static string Sentence(Ardalis.Result.IResult result, IStringLocalizer<Texts> t)
    {
        if (result.Errors.FirstOrDefault(error => !string.IsNullOrWhiteSpace(error)) is { } said)
        {
            return said;
        }

        if (result.ValidationErrors.FirstOrDefault() is { } invalid)
        {
            return invalid.ErrorMessage;
        }

        return result.Status switch
        {
            ResultStatus.Forbidden or ResultStatus.Unauthorized => t["You may not do this."],
            ResultStatus.NotFound => t["This is not there any more."],
            ResultStatus.Conflict => t["Something changed in the meantime. Look again and try once more."],
            ResultStatus.Unavailable => t["This does not work right now. Try again in a moment."],
            _ => t["This could not be done."],
        };
    }
}
