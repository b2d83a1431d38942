using Ardalis.Result;
using FluentValidation;

namespace Mov.Modules.Auth.Rules;

/// <summary>The rules of fields that several forms share, each said in words a person can act on.</summary>
internal static class FieldRules
{
    public const int NameMaxLength = 100;

    public static void IsEmail<T>(this IRuleBuilderInitial<T, string> rule) => rule.Custom((email, context) => Say(context, EmailRules.Check(email?.Trim() ?? "")));

    public static void IsNewPassword<T>(this IRuleBuilderInitial<T, string> rule) => rule.Custom((password, context) => Say(context, PasswordRules.Check(password ?? "")));

    public static void IsName<T>(this IRuleBuilderInitial<T, string?> rule, string field) => rule.Custom((name, context) => Say(context, PlainText.OrNone(name) switch
    {
        { Length: > NameMaxLength } => $"{field} has at most {NameMaxLength} characters.",
        { } text when !PlainText.IsOneLine(text) => $"{field} contains a character that cannot be used.",
        _ => null,
    }));

    /// <summary>The field errors of what was entered; empty when there are none.</summary>
    public static ValidationError[] FieldErrors<T>(this IValidator<T> validator, T entered) =>
        [.. validator.Validate(entered).Errors.Select(error => FieldError(error.PropertyName, error.ErrorMessage))];

    public static ValidationError FieldError(string field, string message) => new(field, message, "", ValidationSeverity.Error);

    private static void Say<T>(ValidationContext<T> context, string? message)
    {
        if (message is not null)
        {
            context.AddFailure(message);
        }
    }
}
