using Ardalis.Result;
using Microsoft.Extensions.Localization;
using Mov.Web.Components;

namespace Mov.Web.Pages.Events;

/// <summary>How a page answers when a module refuses a command.</summary>
internal static class Refusals
{
    // Long enough for a rush or a restart to pass, short enough to try again by hand.
    private const string RetryAfterSeconds = "5";

    /// <summary>Gives the response the status that fits and returns the sentence to show.</summary>
    public static string Refuse(this HttpContext http, Ardalis.Result.IResult result)
    {
        var response = http.Response;
        response.StatusCode = result.Status switch
        {
            ResultStatus.Forbidden or ResultStatus.Unauthorized => StatusCodes.Status403Forbidden,
            ResultStatus.NotFound => StatusCodes.Status404NotFound,
            ResultStatus.Conflict => StatusCodes.Status409Conflict,
            ResultStatus.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => response.StatusCode,
        };
        if (result.Status == ResultStatus.Unavailable)
            response.Headers.RetryAfter = RetryAfterSeconds;
        return Answers.Sentence(result, http.RequestServices.GetRequiredService<IStringLocalizer<Texts>>());
    }

    /// <summary>The status of the page to show instead of one about something that could not be read.</summary>
    public static int PageInsteadOf(Ardalis.Result.IResult unread) => unread.Status switch
    {
        ResultStatus.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => PageOf(unread) ?? StatusCodes.Status404NotFound,
    };

    /// <summary>The status of the page to show instead, where a refusal leaves nothing of this one to show.</summary>
    public static int? PageOf(Ardalis.Result.IResult result) => result.Status switch
    {
        ResultStatus.Forbidden or ResultStatus.Unauthorized => StatusCodes.Status403Forbidden,
        ResultStatus.NotFound => StatusCodes.Status404NotFound,
        _ => null,
    };
}
