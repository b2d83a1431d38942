using System.Runtime.CompilerServices;
using Ardalis.Result;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Enrollments.Contracts;
using Mov.Modules.Enrollments.Data;
using Mov.Modules.Shared;

namespace Mov.Modules.Enrollments.Lists;

/// <summary>Reads an event's participants in seat order and its waitlist in queue order, with names.</summary>
internal sealed class AttendeeList(IDbContextFactory<EnrollmentsDbContext> contexts, SeatCounts seats, IUserDirectory users)
{
    private const int PageSize = 50;
    private const int ChunkSize = 500;

    public async Task<Result<Page<Attendee>>> ListAsync(int eventId, AttendeeKind kind, string? text, int page, CancellationToken cancellationToken)
    {
        var counted = await seats.CountAsync(eventId, cancellationToken);
        if (!counted.IsSuccess)
        {
            return Result.NotFound();
        }

        page = Math.Max(1, page);
        if (text?.Trim() is { Length: > 0 } wanted)
        {
            return await SearchAsync(eventId, kind, wanted, page, cancellationToken);
        }

        var skipped = (page - 1) * PageSize;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Rows(context, eventId, kind).Skip(skipped).Take(PageSize).ToListAsync(cancellationToken);
        var total = kind == AttendeeKind.Participants ? counted.Value.Taken : counted.Value.Waiting;
        return new Page<Attendee>(await NameAsync(rows.Select((row, index) => (row, skipped + index + 1)), kind, cancellationToken), page, PageSize, total);
    }

    public async IAsyncEnumerable<Attendee> StreamAsync(int eventId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var kind in new[] { AttendeeKind.Participants, AttendeeKind.Waitlist })
        {
            await foreach (var (rows, first) in ChunksAsync(eventId, kind, cancellationToken))
            {
                foreach (var attendee in await NameAsync(rows.Select((row, index) => (row, first + index)), kind, cancellationToken))
                {
                    yield return attendee;
                }
            }
        }
    }

    /// <summary>Names live in another database, so a search walks the list in chunks and asks the directory whom of each it means.</summary>
    private async Task<Page<Attendee>> SearchAsync(int eventId, AttendeeKind kind, string text, int page, CancellationToken cancellationToken)
    {
        List<(Row Row, int Place)> shown = [];
        var total = 0;
        await foreach (var (rows, first) in ChunksAsync(eventId, kind, cancellationToken))
        {
            var meant = (await users.FilterAsync([.. rows.Select(row => row.UserId)], text, cancellationToken)).ToHashSet();
            for (var index = 0; index < rows.Count; index++)
            {
                if (meant.Contains(rows[index].UserId) && total++ / PageSize == page - 1)
                {
                    shown.Add((rows[index], first + index));
                }
            }
        }

        return new Page<Attendee>(await NameAsync(shown, kind, cancellationToken), page, PageSize, total);
    }

    /// <summary>The whole list in its order, chunk by chunk after the last row of the one before; no connection is held in between.</summary>
    private async IAsyncEnumerable<(List<Row> Rows, int First)> ChunksAsync(int eventId, AttendeeKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Row? last = null;
        var first = 1;
        while (true)
        {
            List<Row> rows;
            await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
            {
                rows = await Rows(context, eventId, kind, last).Take(ChunkSize).ToListAsync(cancellationToken);
            }

            if (rows.Count == 0)
            {
                yield break;
            }

            yield return (rows, first);
            first += rows.Count;
            last = rows[^1];
        }
    }

    private static IQueryable<Row> Rows(EnrollmentsDbContext context, int eventId, AttendeeKind kind, Row? after = null)
    {
        if (kind == AttendeeKind.Waitlist)
        {
            var waiting = context.Waitlist.Where(row => row.EventId == eventId);
            if (after is not null)
            {
                waiting = waiting.Where(row => row.Position >= after.Position && (row.Position > after.Position || row.Id > after.Id));
            }

            return waiting.OrderBy(row => row.Position).ThenBy(row => row.Id).Select(row => new Row(row.Id, row.UserId, row.Position, row.AddedAt));
        }

        var enrolled = context.Enrollments.Where(row => row.EventId == eventId && row.Status == StatusText.Enrolled);
        if (after is not null)
        {
            enrolled = enrolled.Where(row => row.EnrolledAt >= after.Since && (row.EnrolledAt > after.Since || row.Id > after.Id));
        }

        return enrolled.OrderBy(row => row.EnrolledAt).ThenBy(row => row.Id).Select(row => new Row(row.Id, row.UserId, 0, row.EnrolledAt));
    }

    private async Task<List<Attendee>> NameAsync(IEnumerable<(Row Row, int Place)> rows, AttendeeKind kind, CancellationToken cancellationToken)
    {
        var listed = rows.ToList();
        var names = await users.FindManyAsync([.. listed.Select(one => one.Row.UserId)], cancellationToken);
        return listed.ConvertAll(one =>
        {
            var user = names.GetValueOrDefault(one.Row.UserId);
            return new Attendee(
                one.Row.UserId,
                user?.DisplayName ?? UserProfile.Unnamed(UserRole.Participant, one.Row.UserId),
                user?.Email ?? "",
                kind == AttendeeKind.Participants ? EnrollmentStatus.Enrolled : EnrollmentStatus.Waitlisted,
                kind == AttendeeKind.Waitlist ? one.Place : null,
                one.Row.Since ?? DateTime.UnixEpoch);
        });
    }

    private sealed record Row(int Id, int UserId, int Position, DateTime? Since);
}
