using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Mov.Web.Hosting.Security;

namespace Mov.Web.Components;

/// <summary>What every field of a form has: a label, a hint, the errors of its value, and what was typed, also when the post was held back.</summary>
public abstract class FormField<TValue> : InputBase<TValue>
{
    // The first field with an error takes the focus when the page loads, also without JavaScript.
    private const string FocusKey = "first field with an error";

    /// <summary>The accessible name.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What to enter, before it goes wrong.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>Says that it may stay empty.</summary>
    [Parameter]
    public bool Optional { get; set; }

    [Inject]
    private IStringLocalizer<Texts> Texts { get; set; } = null!;

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    /// <summary>The input's id.</summary>
    protected string Id => AdditionalAttributes?.TryGetValue("id", out var id) == true && id is string given ? given : "f-" + NameAttributeValue.Replace('.', '-');

    /// <summary>The hint's id.</summary>
    protected string HintId => Id + "-hint";

    /// <summary>The error's id.</summary>
    protected string ErrorId => Id + "-error";

    /// <summary>What is wrong.</summary>
    protected string[] Messages => [.. EditContext.GetValidationMessages(FieldIdentifier).Distinct(StringComparer.Ordinal)];

    /// <summary>For <c>aria-invalid</c>.</summary>
    protected string? Invalid => Messages.Length > 0 ? "true" : null;

    /// <summary>For <c>aria-required</c>.</summary>
    protected string? Required => Optional ? null : "true";

    /// <summary>The class of the whole field.</summary>
    protected string? CssOfField => Messages.Length > 0 ? "wrong" : null;

    /// <summary>Whether this is the first field with an error.</summary>
    protected bool TakesFocus
    {
        get
        {
            if (Messages.Length == 0)
            {
                return false;
            }

            if (!EditContext.Properties.TryGetValue(FocusKey, out var first))
            {
                EditContext.Properties[FocusKey] = first = FieldIdentifier;
            }

            return first.Equals(FieldIdentifier);
        }
    }

    /// <summary>The value to show: what was typed into a post that was held back, else the model's.</summary>
    protected string? Shown => Http?.Features.Get<HeldPost>()?.Typed(NameAttributeValue) ?? CurrentValueAsString;

    /// <summary>For <c>aria-describedby</c>.</summary>
    protected static string? Describe(params string?[] ids) => string.Join(' ', ids.Where(id => id is not null)) is { Length: > 0 } joined ? joined : null;

    /// <inheritdoc />
    protected override bool TryParseValueFromString(string? value, [MaybeNullWhen(false)] out TValue result, [NotNullWhen(false)] out string? validationErrorMessage)
    {
        if (BindConverter.TryConvertTo(value, CultureInfo.InvariantCulture, out result))
        {
            validationErrorMessage = null;
            return true;
        }

        validationErrorMessage = Texts["{0} does not have a value that can be read.", Label];
        return false;
    }
}
