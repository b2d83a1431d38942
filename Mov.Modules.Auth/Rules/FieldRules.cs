using Ardalis.Result;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace Mov.Modules.Auth.Rules;

/// <summary>The rules of fields that several forms share, each said in words a person can act on.</summary>
internal static class FieldRules
{
    public const int NameMaxLength = 100;

    public static void IsEmail<T>(this IRuleBuilderInitial<T, string> rule, IStringLocalizer<AuthTexts> t) =>
        rule.Custom((email, context) => Say(context, EmailRules.Check(email?.Trim() ?? "", t)));

    public static void IsNewPassword<T>(this IRuleBuilderInitial<T, string> rule, IStringLocalizer<AuthTexts> t) =>
        rule.Custom((password, context) => Say(context, PasswordRules.Check(password ?? "", t)));

    public static void IsFirstName<T>(this IRuleBuilderInitial<T, string?> rule, IStringLocalizer<AuthTexts> t) => rule.Custom((name, context) => Say(context, CheckName(name) switch
    {
        NameProblem.TooLong => t["First name has at most {0} characters.", NameMaxLength],
        NameProblem.Unusable => t["First name contains a character that cannot be used."],
        _ => (string?)null,
    }));

    public static void IsLastName<T>(this IRuleBuilderInitial<T, string?> rule, IStringLocalizer<AuthTexts> t) => rule.Custom((name, context) => Say(context, CheckName(name) switch
    {
        NameProblem.TooLong => t["Last name has at most {0} characters.", NameMaxLength],
        NameProblem.Unusable => t["Last name contains a character that cannot be used."],
        _ => (string?)null,
    }));

    /// <summary>The field errors of what was entered; empty when there are none.</summary>
    public static ValidationError[] FieldErrors<T>(this IValidator<T> validator, T entered) =>
        [.. validator.Validate(entered).Errors.Select(error => FieldError(error.PropertyName, error.ErrorMessage))];

    public static ValidationError FieldError(string field, string message) => new(field, message, "", ValidationSeverity.Error);

    private static NameProblem? CheckName(string? name) => PlainText.OrNone(name) switch
    {
        { Length: > NameMaxLength } => NameProblem.TooLong,
        { } text when !PlainText.IsOneLine(text) => NameProblem.Unusable,
        _ => null,
    };

    private enum NameProblem
    {
        TooLong,
        Unusable,
    }

    private static void Say<T>(ValidationContext<T> context, string? message)
    {
        if (message is not null)
        {
            context.AddFailure(message);
        }
    }
}
