using Mov.Modules.Auth.Contracts;
using Mov.Modules.Events.Contracts;
using Mov.Modules.Events.Data;

namespace Mov.Modules.Events.Catalog;

/// <summary>Rows as other modules and pages see them, with their organizers' names in one look-up.</summary>
internal sealed class EventDescriptions(IUserDirectory users)
{
    public async Task<EventDetails> DescribeAsync(Event row, CancellationToken cancellationToken) =>
        (await DescribeAsync([row], cancellationToken))[0];

    public async Task<IReadOnlyList<EventDetails>> DescribeAsync(IReadOnlyList<Event> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var organizers = await users.FindManyAsync([.. rows.Select(row => row.OrganizerId).Distinct()], cancellationToken);
        return [.. rows.Select(row => Describe(row, organizers.GetValueOrDefault(row.OrganizerId)))];
    }

    /// <summary>A row whose organizer was looked up already; an account that is not there has a number for a name.</summary>
    public static EventDetails Describe(Event row, UserProfile? organizer) => new(
        row.Id, row.OrganizerId, organizer?.DisplayName ?? UserProfile.Unnamed(UserRole.Organizer, row.OrganizerId), row.Title, row.Description, row.Date, row.EndsAt, row.TimeZone, row.Location,
        row.MaxParticipants, row.CurrentParticipants ?? 0, row.Category, row.Status, row.CreatedAt ?? row.Version, row.Version);
}
