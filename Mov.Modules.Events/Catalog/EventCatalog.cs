using Ardalis.Result;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;
using Mov.Modules.Shared;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Events.Catalog;

internal sealed class EventCatalog(
    IDbContextFactory<EventsDbContext> contexts,
    EventReads reads,
    EventDescriptions descriptions,
    CategoryTotals totals,
    IUserDirectory users,
    IOptions<EventsSettings> settings,
    TimeProvider time) : IEventCatalog
{
    private const int PageSize = 20;

    /// <summary>Nobody leafs further, and counting further would make every search pay for it.</summary>
    private const int MostCounted = 1_000;

    /// <summary>A text has to be looked for in each event that is counted.</summary>
    private const int MostCountedWithText = 200;

    private const int MostOwn = 10_000;

    public IReadOnlyList<string> Categories => settings.Value.OfferedCategories;

    public async Task<Result<EventDetails>> GetAsync(int eventId, int? viewerId, CancellationToken cancellationToken)
    {
        var found = await reads.FindAsync(eventId, cancellationToken);
        if (found is null || (found.Status == EventStatus.Planning && found.OrganizerId != viewerId))
        {
            return Result.NotFound();
        }

        var organizer = await users.FindAsync(found.OrganizerId, cancellationToken);
        return organizer is { IsActive: false } ? Result.NotFound() : EventDescriptions.Describe(found, organizer);
    }

    public async Task<EventList> SearchAsync(EventSearch search, CancellationToken cancellationToken)
    {
        search = Cleaned(search);
        var number = Math.Max(1, search.Page);
        var skipped = (int)Math.Min((number - 1L) * PageSize, MostCounted);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await FindAsync(context, search, skipped, cancellationToken);
        var rows = found.OnPage is { } onPage ? await onPage.ToListAsync(cancellationToken) : [];
        return new EventList(await descriptions.DescribeAsync(rows, cancellationToken), number, PageSize, found.Total, found.AreMore, PerCategory(found.PerCategory));
    }

    public EventNumbers? FindNumbers(EventSearch search)
    {
        search = Cleaned(search);
        var known = search.Text is null ? totals.Find(search.From, search.To) : null;
        var events = search.Category is null ? known?.Values.Sum() : known?.GetValueOrDefault(search.Category);
        return IsMany(events) ? new EventNumbers(MostCounted, AreMore: true, PerCategory(known)) : null;
    }

    public async Task<EventNumbers> CountAsync(EventSearch search, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await FindAsync(context, Cleaned(search), skipped: 0, cancellationToken);
        return new EventNumbers(found.Total, found.AreMore, PerCategory(found.PerCategory));
    }

    private Task<Found> FindAsync(EventsDbContext context, EventSearch search, int skipped, CancellationToken cancellationToken) =>
        search.Text is null ? ListAsync(context, search, skipped, cancellationToken) : FindTextAsync(context, search, skipped, cancellationToken);

    private static EventSearch Cleaned(EventSearch search) => search with
    {
        Text = string.IsNullOrWhiteSpace(search.Text) ? null : search.Text,
        Category = string.IsNullOrWhiteSpace(search.Category) ? null : search.Category,
    };

    /// <summary>Half of them can go before a number of a minute ago says too much.</summary>
    private static bool IsMany(int? known) => known >= 2 * MostCounted;

    /// <summary>What the list's indexes say alone; only the page's rows are read, and what is known to be more than is counted is not counted.</summary>
    private async Task<Found> ListAsync(EventsDbContext context, EventSearch search, int skipped, CancellationToken cancellationToken)
    {
        var known = totals.Find(search.From, search.To);
        var counts = IsMany(known?.Values.Sum()) ? null : await context.PublicEvents(search with { Category = null })
            .Select(@event => @event.Category)
            .Take(MostCounted + 1)
            .GroupBy(category => category)
            .Select(group => new { Category = group.Key, Events = group.Count() })
            .ToDictionaryAsync(group => group.Category, group => group.Events, StringComparer.Ordinal, cancellationToken);
        var areAll = counts?.Values.Sum() <= MostCounted;
        var events = context.PublicEvents(search);
        var counted = search.Category switch
        {
            null => areAll ? counts!.Values.Sum() : MostCounted + 1,
            { } category when areAll => counts!.GetValueOrDefault(category),
            { } category when IsMany(known?.GetValueOrDefault(category)) => MostCounted + 1,
            _ => await events.Take(MostCounted + 1).CountAsync(cancellationToken),
        };
        var total = Math.Min(counted, MostCounted);
        var page = events.Select(@event => @event.Id).Skip(skipped).Take(PageSize);
        return new Found(total, counted > total, areAll ? counts : known, skipped < total ? context.Events.AsNoTracking().Where(@event => page.Contains(@event.Id)).ByDate() : null);
    }

    /// <summary>A text has to be looked for in the rows themselves: once for the page, the total and the numbers.</summary>
    private static async Task<Found> FindTextAsync(EventsDbContext context, EventSearch search, int skipped, CancellationToken cancellationToken)
    {
        var matches = await MatchesAsync(search);
        // A category that has more than are counted says the same of all of them.
        var all = search.Category is null || matches.Count > MostCountedWithText ? matches : await MatchesAsync(search with { Category = null });
        int[] page = [.. matches.Take(MostCountedWithText).Skip(skipped).Take(PageSize).Select(match => match.Id)];
        return new Found(
            Math.Min(matches.Count, MostCountedWithText),
            matches.Count > MostCountedWithText,
            all.Count <= MostCountedWithText ? all.CountBy(match => match.Category, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal) : null,
            page.Length > 0 ? context.Events.AsNoTracking().Where(@event => page.Contains(@event.Id)).ByDate() : null);

        Task<List<Match>> MatchesAsync(EventSearch sought) =>
            context.PublicEvents(sought).Take(MostCountedWithText + 1).Select(@event => new Match(@event.Id, @event.Category)).ToListAsync(cancellationToken);
    }

    private List<CategoryCount> PerCategory(IReadOnlyDictionary<string, int>? known)
    {
        var others = (known?.Keys ?? []).Except(Categories, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return [.. Categories.Concat(others).Select(category => new CategoryCount(category, known is null ? null : known.GetValueOrDefault(category)))];
    }

    public async Task<Page<EventDetails>> ListOwnAsync(int organizerId, int page, CancellationToken cancellationToken)
    {
        var now = time.UtcNow();
        var never = DateTime.SpecifyKind(DateTime.MaxValue.Date, DateTimeKind.Utc);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadPageAsync(
            context.Events.AsNoTracking().Where(@event => @event.OrganizerId == organizerId),
            events => events
                .OrderBy(@event => @event.Date >= now || @event.Status == EventStatus.Running ? @event.Date : never)
                .ThenByDescending(@event => @event.Date)
                .ThenBy(@event => @event.Id),
            page,
            MostOwn,
            cancellationToken);
    }

    public async Task<IReadOnlyDictionary<int, EventDetails>> FindManyAsync(IReadOnlyCollection<int> eventIds, CancellationToken cancellationToken)
    {
        if (eventIds.Count == 0)
        {
            return new Dictionary<int, EventDetails>();
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Events.AsNoTracking().Where(@event => eventIds.Contains(@event.Id)).ToListAsync(cancellationToken);
        return (await descriptions.DescribeAsync(found, cancellationToken)).ToDictionary(details => details.Id);
    }

    public async Task<EventSeating?> FindSeatingAsync(int eventId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Seatings(context, events => events.Where(@event => @event.Id == eventId)).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<EventSeating>> ListSeatingsAsync(int afterId, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Seatings(context, events => events
            .Where(@event => @event.Id > afterId)
            .Where(@event => @event.Status == EventStatus.Planning || @event.Status == EventStatus.Published || @event.Status == EventStatus.Running)
            .OrderBy(@event => @event.Id)
            .Take(limit)).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<EventDetails>> ListBeginningAsync(DateTime from, DateTime until, int afterId, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Events.AsNoTracking()
            .Where(@event => @event.Status == EventStatus.Published && @event.Date > from && @event.Date <= until && @event.Id > afterId)
            .Where(@event => !context.OrganizerStandings.Any(standing => standing.OrganizerId == @event.OrganizerId && !standing.IsActive))
            .OrderBy(@event => @event.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return await descriptions.DescribeAsync(rows, cancellationToken);
    }

    /// <summary>While a change that takes seats away is under way (<see cref="Seats.SeatHolds"/>), what it leaves counts already.</summary>
    private IQueryable<EventSeating> Seatings(EventsDbContext context, Func<IQueryable<Event>, IQueryable<Event>> select)
    {
        var now = time.UtcNow();
        return select(context.Events.AsNoTracking()).Select(@event => new EventSeating(
            @event.Id,
            @event.OrganizerId,
            @event.Title,
            @event.SeatHoldUntil > now && @event.SeatHold > 0 && @event.SeatHold < @event.MaxParticipants ? @event.SeatHold!.Value : @event.MaxParticipants,
            @event.Status == EventStatus.Published
                && !(@event.SeatHoldUntil != null && @event.SeatHoldUntil > now && @event.SeatHold == 0)
                && !context.OrganizerStandings.Any(standing => standing.OrganizerId == @event.OrganizerId && !standing.IsActive),
            @event.Status,
            @event.CurrentParticipants ?? 0));
    }

    private async Task<Page<EventDetails>> ReadPageAsync(
        IQueryable<Event> events, Func<IQueryable<Event>, IOrderedQueryable<Event>> order, int page, int most, CancellationToken cancellationToken)
    {
        var number = Math.Max(1, page);
        var skipped = (long)(number - 1) * PageSize;
        if (skipped >= most)
        {
            return new Page<EventDetails>([], number, PageSize, await CountAsync());
        }

        var rows = await order(events).Skip((int)skipped).Take(PageSize).ToListAsync(cancellationToken);
        // A page that is not full is the last one, and says itself how many there are.
        var total = rows.Count is > 0 and < PageSize ? (int)skipped + rows.Count : rows.Count == 0 && skipped == 0 ? 0 : await CountAsync();
        return new Page<EventDetails>(await descriptions.DescribeAsync(rows, cancellationToken), number, PageSize, total);

        Task<int> CountAsync() => events.Take(most).CountAsync(cancellationToken);
    }

    /// <summary>What a search found.</summary>
    /// <param name="Total">How many, as far as they are counted.</param>
    /// <param name="AreMore">Whether there are more.</param>
    /// <param name="PerCategory">The numbers by category; <see langword="null"/> when there are more than are counted, and nobody counted them lately.</param>
    /// <param name="OnPage">The rows of the page; <see langword="null"/> when there are none.</param>
    private sealed record Found(int Total, bool AreMore, IReadOnlyDictionary<string, int>? PerCategory, IQueryable<Event>? OnPage);

    private sealed record Match(int Id, string Category);
}
