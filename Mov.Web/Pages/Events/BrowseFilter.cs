using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Mov.Modules.Events.Contracts;

namespace Mov.Web.Pages.Events;

/// <summary>The filters of the public list as an address holds them. What cannot be read is left out of the search and answered at its field.</summary>
/// <param name="Search">What is searched for.</param>
/// <param name="Errors">Problems by field: <c>q</c>, <c>category</c>, <c>from</c>, <c>to</c>.</param>
internal sealed record BrowseFilter(EventSearch Search, IReadOnlyDictionary<string, FilterProblem> Errors)
{
    /// <summary>The longest text that is searched for.</summary>
    public const int MaxTextLength = 200;

    private const int MaxCategoryLength = 100;
    private const string DayFormat = "yyyy-MM-dd";
    private const string MonthFormat = "yyyy-MM";

    /// <summary>The first day of the month that is shown as a calendar; none for the list.</summary>
    public DateOnly? Month { get; init; }

    /// <summary>The parts of an address that are filters.</summary>
    public static readonly string[] Fields = ["q", "category", "from", "to", "page", "month"];

    /// <summary>The address of exactly this list.</summary>
    public string Link => Month is { } month ? LinkToMonth(month) : LinkToPage(Search.Page);

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrowed => Search is not { Text: null, Category: null, From: null, To: null };

    /// <summary>Reads an address, part by part.</summary>
    public static BrowseFilter Read(Func<string, string?> part) =>
        Read(part("q"), part("category"), part("from"), part("to"), part("page")) with { Month = ReadMonth(part("month")) };

    /// <summary>Reads the parts of an address.</summary>
    public static BrowseFilter Read(string? text, string? category, string? from, string? to, string? page)
    {
        var errors = new Dictionary<string, FilterProblem>(StringComparer.Ordinal);
        var search = new EventSearch(
            ReadText("q", text, MaxTextLength, errors),
            ReadText("category", category, MaxCategoryLength, errors),
            ReadDay("from", from, errors),
            ReadDay("to", to, errors),
            int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1);
        if (search is { From: { } first, To: { } last } && last < first)
        {
            errors["to"] = FilterProblem.EndsBeforeItBegins;
            search = search with { To = null };
        }

        return new BrowseFilter(search, errors);
    }

    /// <summary>The address of a page of this list: the same filters always give the same one.</summary>
    public string LinkToPage(int page) => LinkTo(Search with { Page = page });

    /// <summary>The address of this list in one category, or in all.</summary>
    public string LinkToCategory(string? category) => LinkTo(Search with { Category = category, Page = 1 }, Month);

    /// <summary>The address of a month as a calendar, with the text and the category of this list.</summary>
    public string LinkToMonth(DateOnly month) => LinkTo(Search with { From = null, To = null, Page = 1 }, month);

    /// <summary>A month as addresses write it.</summary>
    public static string? WriteMonth(DateOnly? month) => month?.ToString(MonthFormat, CultureInfo.InvariantCulture);

    /// <summary>The address of this list between two days, or of all days.</summary>
    public string LinkToDays(DateOnly? from, DateOnly? to) => LinkTo(Search with { From = from, To = to, Page = 1 });

    /// <summary>A day as addresses and date fields write it.</summary>
    public static string? Write(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string LinkTo(EventSearch search, DateOnly? month = null)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal);
        Add("q", search.Text);
        Add("category", search.Category);
        Add("from", Write(search.From));
        Add("to", Write(search.To));
        Add("page", search.Page > 1 ? search.Page.ToString(CultureInfo.InvariantCulture) : null);
        Add("month", WriteMonth(month));
        return QueryHelpers.AddQueryString("/events", query);

        void Add(string name, string? value)
        {
            if (value is not null)
                query[name] = value;
        }
    }

    private static string? ReadText(string field, string? value, int limit, Dictionary<string, FilterProblem> errors)
    {
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.Length > limit || text.Contains('\0', StringComparison.Ordinal))
        {
            errors[field] = FilterProblem.NotOrdinary;
            return null;
        }

        return text;
    }

    // What is no month shows the list.
    private static DateOnly? ReadMonth(string? value) =>
        DateOnly.TryParseExact(value, MonthFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is > 1 and < 9999 ? month : null;

    private static DateOnly? ReadDay(string field, string? value, Dictionary<string, FilterProblem> errors)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        // The databases keep times in years of four digits; the ends are left free for time zones.
        if (DateOnly.TryParseExact(value.Trim(), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999)
            return day;
        errors[field] = FilterProblem.NotADay;
        return null;
    }
}

/// <summary>Why a part of an address is no filter.</summary>
public enum FilterProblem
{
    /// <summary>It is too long, or holds a character that no text has.</summary>
    NotOrdinary,

    /// <summary>It is no day.</summary>
    NotADay,

    /// <summary>The last day is before the first.</summary>
    EndsBeforeItBegins,
}
