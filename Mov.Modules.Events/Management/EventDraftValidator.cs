using System.Globalization;
using System.Text;
using FluentValidation;
using Microsoft.Extensions.Localization;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;

namespace Mov.Modules.Events.Management;

/// <summary>What an event may be; the only place that says so.</summary>
/// <remarks>Lengths are in characters as PostgreSQL counts them (database-schema.md, "Table: events").</remarks>
internal sealed class EventDraftValidator : AbstractValidator<EventDraft>
{
    public const int LongestTitle = 200;
    public const int LongestDescription = 20_000;
    public const int LongestLocation = 255;
    public const int MostParticipants = 1_000_000;
    private const int FarthestYears = 100;

    /// <param name="t">The words.</param>
    /// <param name="settings">The categories on offer.</param>
    /// <param name="now">New dates lie after it.</param>
    /// <param name="existing">The event that is edited: it keeps a category that another client gave it, and its date where that is not touched.</param>
    public EventDraftValidator(IStringLocalizer<EventsTexts> t, EventsSettings settings, DateTime now, Event? existing)
    {
        RuleFor(draft => draft.Title).Cascade(CascadeMode.Stop)
            .NotEmpty().WithMessage(_ => t["Give the event a title."])
            .Must(title => Count(title) <= LongestTitle).WithMessage(_ => t["A title has at most {0} characters.", LongestTitle])
            .Must(title => IsText(title, manyLines: false)).WithMessage(_ => t["The title contains characters that cannot be shown; type it again."]);

        RuleFor(draft => draft.Description).Cascade(CascadeMode.Stop)
            .Must(text => Count(text) <= LongestDescription).WithMessage(_ => t["A description has at most {0:N0} characters.", LongestDescription])
            .Must(text => IsText(text, manyLines: true)).WithMessage(_ => t["The description contains characters that cannot be shown; type it again."]);

        RuleFor(draft => draft.Location).Cascade(CascadeMode.Stop)
            .Must(location => Count(location) <= LongestLocation).WithMessage(_ => t["A location has at most {0} characters.", LongestLocation])
            .Must(location => IsText(location, manyLines: false)).WithMessage(_ => t["The location contains characters that cannot be shown; type it again."]);

        RuleFor(draft => draft.Category).Cascade(CascadeMode.Stop)
            .NotEmpty().WithMessage(_ => t["Choose a category."])
            .Must(category => settings.OfferedCategories.Contains(category, StringComparer.Ordinal) || string.Equals(category, existing?.Category, StringComparison.Ordinal))
            .WithMessage(_ => t["Choose one of the categories."]);

        RuleFor(draft => draft.MaxParticipants).Cascade(CascadeMode.Stop)
            .NotNull().WithMessage(_ => t["Say how many participants there may be."])
            .GreaterThanOrEqualTo(1).WithMessage(_ => TooFew(t))
            .LessThanOrEqualTo(MostParticipants).WithMessage(_ => TooMany(t));

        RuleFor(draft => draft.TimeZone).Cascade(CascadeMode.Stop)
            .NotEmpty().WithMessage(_ => t["Choose a time zone."])
            .Must(name => ZonedTime.FindZone(name) is not null).WithMessage(_ => t["This time zone is not known; choose one such as Europe/Berlin."]);

        RuleFor(draft => draft.Date).NotNull().WithMessage(_ => t["Say when the event begins."]);

        When(draft => draft.Date is not null && ZonedTime.FindZone(draft.TimeZone) is not null, () =>
        {
            RuleFor(draft => draft.Date).Cascade(CascadeMode.Stop)
                .Must(date => IsNear(date!.Value, now)).WithMessage(_ => t["This date is too far away."])
                .Must((draft, date) => !IsSkipped(date!.Value, draft)).WithMessage(draft => Skipped(t, draft))
                .Must((draft, _) => Begin(draft, existing) is var begin && (begin > now || begin == existing?.Date)).WithMessage(_ => t["The event must begin in the future."]);
            RuleFor(draft => draft.EndsAt).Cascade(CascadeMode.Stop)
                .Must(end => IsNear(end!.Value, now)).WithMessage(_ => t["This date is too far away."])
                .Must((draft, end) => !IsSkipped(end!.Value, draft)).WithMessage(draft => Skipped(t, draft))
                .Must((draft, _) => !IsNear(draft.Date!.Value, now) || End(draft, existing) > Begin(draft, existing)).WithMessage(_ => t["The event must end after it begins."])
                .When(draft => draft.EndsAt is not null, ApplyConditionTo.AllValidators);
        });
    }

    /// <summary>The rule of the capacity alone; <see langword="null"/> when it is kept.</summary>
    public static Ardalis.Result.ValidationError? CheckCapacity(IStringLocalizer<EventsTexts> t, int maxParticipants) => maxParticipants switch
    {
        < 1 => new(nameof(EventDraft.MaxParticipants), TooFew(t), "TooFew", Ardalis.Result.ValidationSeverity.Error),
        > MostParticipants => new(nameof(EventDraft.MaxParticipants), TooMany(t), "TooMany", Ardalis.Result.ValidationSeverity.Error),
        _ => null,
    };

    /// <summary>The instant of a valid draft's begin.</summary>
    public static DateTime Begin(EventDraft draft, Event? existing) => ZonedTime.ToUtc(draft.Date!.Value, ZoneOf(draft), existing?.Date);

    /// <summary>The instant of a valid draft's end.</summary>
    public static DateTime? End(EventDraft draft, Event? existing) =>
        draft.EndsAt is { } end ? ZonedTime.ToUtc(end, ZoneOf(draft), existing?.EndsAt, after: Begin(draft, existing)) : null;

    private static TimeZoneInfo ZoneOf(EventDraft draft) => ZonedTime.FindZone(draft.TimeZone)!;

    private static bool IsSkipped(DateTime local, EventDraft draft) => ZonedTime.IsSkipped(local, ZoneOf(draft));

    private static string Skipped(IStringLocalizer<EventsTexts> t, EventDraft draft) =>
        t["The clocks in {0} are set forward over this time on that day; choose an earlier or a later one.", draft.TimeZone];

    private static string TooFew(IStringLocalizer<EventsTexts> t) => t["There must be room for at least 1 participant."];

    private static string TooMany(IStringLocalizer<EventsTexts> t) => t["There may be at most {0:N0} participants.", MostParticipants];

    private static bool IsNear(DateTime local, DateTime now) => Math.Abs(local.Year - now.Year) <= FarthestYears;

    private static int Count(string? text) => text is null ? 0 : text.EnumerateRunes().Count();

    /// <summary>No control characters (a description has line breaks and tabs) and no halves of characters, which databases refuse.</summary>
    private static bool IsText(string? text, bool manyLines)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done
                || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control && !(manyLines && rune.Value is '\n' or '\t')))
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }
}
