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
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Events.AsNoTracking()
            .Where(@event => @event.Id == eventId)
            .Where(@event => !context.OrganizerStandings.Any(standing => standing.OrganizerId == @event.OrganizerId && !standing.IsActive))
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null || (found.Status == EventStatus.Planning && found.OrganizerId != viewerId))
        {
            return Result.NotFound();
        }

        var organizer = await users.FindAsync(found.OrganizerId, cancellationToken);
        return organizer is { IsActive: false } ? Result.NotFound() : EventDescriptions.Describe(found, organizer);
    }

    public async Task<Page<EventDetails>> SearchAsync(EventSearch search, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadPageAsync(
            context.PublicEvents(search),
            events => events.OrderBy(@event => @event.Date).ThenBy(@event => @event.Id),
            search.Page,
            MostCountedOf(search),
            cancellationToken);
    }

    private static int MostCountedOf(EventSearch search) => string.IsNullOrWhiteSpace(search.Text) ? MostCounted : MostCountedWithText;

    public async Task<IReadOnlyList<CategoryCount>> CountByCategoryAsync(EventSearch search, CancellationToken cancellationToken)
    {
        var most = MostCountedOf(search);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var counts = await context.PublicEvents(search with { Category = null })
            .Select(@event => @event.Category)
            .Take(most + 1)
            .GroupBy(category => category)
            .Select(group => new { Category = group.Key, Events = group.Count() })
            .ToDictionaryAsync(group => group.Category, group => group.Events, StringComparer.Ordinal, cancellationToken);
        IReadOnlyDictionary<string, int>? known = counts;
        if (counts.Values.Sum() > most)
        {
            known = search is { Text: null, From: null, To: null } ? totals.Find() : null;
        }

        var others = (known ?? counts).Keys.Except(Categories, StringComparer.Ordinal).Order(StringComparer.Ordinal);
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
            @event.Status));
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
}
