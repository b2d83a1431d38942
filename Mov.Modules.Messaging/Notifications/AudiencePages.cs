using System.Runtime.CompilerServices;
using Mov.Modules.Enrollments.Contracts;

namespace Mov.Modules.Messaging.Notifications;

/// <summary>Goes through an audience of any size in constant memory.</summary>
internal static class AudiencePages
{
    private const int PageSize = 1000;

    // While the store writes one page, the next is read, worked out and sent.
    private const int PagesAtOnce = 2;

    /// <summary>Calls <paramref name="tellAsync"/> for the audience page by page, two pages at a time, nobody twice, and also for <paramref name="also"/>.</summary>
    public static Task ForEachPageAsync(
        this IEventAudience audience, int eventId, bool includeWaiting, int? also, Func<IReadOnlyList<int>, CancellationToken, Task> tellAsync, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            audience.ReadPagesAsync(eventId, includeWaiting, also, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = PagesAtOnce, CancellationToken = cancellationToken },
            async (people, token) => await tellAsync(people, token));

    private static async IAsyncEnumerable<IReadOnlyList<int>> ReadPagesAsync(
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
