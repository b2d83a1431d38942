using System.Runtime.CompilerServices;
using Mov.Modules.Enrollments.Contracts;

namespace Mov.Modules.Messaging.Notifications;

/// <summary>Reads an audience of any size in constant memory.</summary>
internal static class AudiencePages
{
    private const int PageSize = 1000;

    /// <summary>The audience page by page, nobody twice, and first of all <paramref name="also"/>.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<int>> ReadPagesAsync(
        this IEventAudience audience, int eventId, bool includeWaiting, int? also, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (also is { } first)
        {
            yield return [first];
        }

        for (var last = 0; ;)
        {
            var page = await audience.ListAsync(eventId, includeWaiting, last, PageSize, cancellationToken);
            if (page.Count > 0)
            {
                yield return [.. page.Where(person => person != also)];
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            last = page[^1];
        }
    }
}
