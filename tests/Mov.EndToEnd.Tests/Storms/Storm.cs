using Mov.SideDoor;
using Mov.Testing;

namespace Mov.EndToEnd.Tests.Storms;

/// <summary>Many people and the organizers at once, at one or several instances: enrolling, leaving, coming back, resizing, canceling, deactivating. Seeded: every caller
/// asks for the same things in the same order in every run. Each caller is one person, so that what the last answer said must be so afterwards.</summary>
internal sealed class Storm(IReadOnlyList<IStormSite> sites, int seed, bool withMessages = false)
{
    private const int Callers = 200;
    private const int EventsEach = 2;
    private const int Organizers = 3;
    private const int Seats = 20;

    private readonly List<int> _people = [];
    private readonly List<(int Organizer, int EventId)> _events = [];
    private int _admin;

    public Beliefs Beliefs { get; } = new();

    /// <summary>The events, the first of each organizer first.</summary>
    public IReadOnlyList<int> EventIds => [.. _events.Select(one => one.EventId)];

    /// <summary>The accounts, and the events, all with free seats.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _admin = await MustAsync(new Ask(Deeds.MakeAdmin, Text: "admin@storm.example"), cancellationToken);
        for (var number = 0; number < Organizers; number++)
        {
            var organizer = await MustAsync(new Ask(Deeds.RegisterOrganizer, Text: $"organizer{number}@storm.example"), cancellationToken);
            for (var each = 0; each < EventsEach; each++)
            {
                var published = await MustAsync(new Ask(Deeds.Publish, organizer, Number: Seats, Text: $"Event {number}.{each}"), cancellationToken);
                _events.Add((organizer, published));
                Beliefs.KnowCapacity(published, Seats);
            }
        }

        // The last one stands at the closed doors and tries the handle.
        _people.AddRange(await Task.WhenAll(Enumerable.Range(0, Callers + 1).Select(number =>
            MustAsync(new Ask(Deeds.RegisterParticipant, Text: $"person{number}@storm.example"), cancellationToken))));
    }

    /// <summary>Rages until every caller has done so many things, or until it is over.</summary>
    public async Task RageAsync(int actionsEach, CancellationToken cancellationToken, CancellationToken over = default)
    {
        using var calm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over);
        var organizers = _events.Select((one, number) => Task.Run(() => OrganizeAsync(number, new Random(seed * 31 + number), calm.Token, cancellationToken), cancellationToken)).ToList();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => TakePartAsync(caller, actionsEach, new Random(seed * 1009 + caller), over, cancellationToken), cancellationToken)));
        await calm.CancelAsync();
        await Task.WhenAll(organizers);
    }

    /// <summary>Waits until so many more answers came.</summary>
    public Task GoesOnAsync(int answers, CancellationToken cancellationToken)
    {
        var aim = Beliefs.Answers + answers;
        return Eventually.TrueAsync(() => Beliefs.Answers >= aim, $"{answers} more answers come", cancellationToken, TimeSpan.FromMinutes(3));
    }

    private async Task TakePartAsync(int caller, int actions, Random random, CancellationToken over, CancellationToken cancellationToken)
    {
        var person = _people[caller];
        var site = sites[caller % sites.Count];
        for (var action = 0; action < actions && !over.IsCancellationRequested; action++)
        {
            var eventId = _events[random.Next(_events.Count)].EventId;
            var (choice, twice) = (random.Next(10), random.Next(8) == 0);
            if (choice == 9 && withMessages)
            {
                await SayAsync(site, person, eventId, $"{caller} says {action}", cancellationToken);
            }
            else if (choice < 6)
            {
                await EnrollAsync(site, person, eventId, twice, cancellationToken);
            }
            else
            {
                await LeaveAsync(site, person, eventId, cancellationToken);
            }
        }
    }

    /// <summary>Now and then a double click, of which each half gets an answer.</summary>
    private async Task EnrollAsync(IStormSite site, int person, int eventId, bool twice, CancellationToken cancellationToken)
    {
        var ask = new Ask(Deeds.Enroll, person, eventId);
        var answers = await Task.WhenAll(Enumerable.Range(0, twice ? 2 : 1).Select(_ => site.AskAsync(ask, cancellationToken)));
        var sure = answers.Where(IsSure).ToList();
        if (sure.Exists(answer => answer is { IsOk: true, Number: 0 }))
        {
            Beliefs.Know(eventId, person, Beliefs.Seat);
        }
        else if (sure.Exists(answer => answer!.IsOk))
        {
            Beliefs.Know(eventId, person, Beliefs.Queue, Beliefs.Seat);
        }
        else if (sure.Count < answers.Length)
        {
            Beliefs.Doubt(eventId, person, Beliefs.Seat, Beliefs.Queue);
            await site.BackAsync(cancellationToken);
        }
    }

    private async Task LeaveAsync(IStormSite site, int person, int eventId, CancellationToken cancellationToken)
    {
        var answer = await site.AskAsync(new Ask(Deeds.Leave, person, eventId), cancellationToken);
        if (!IsSure(answer))
        {
            Beliefs.Doubt(eventId, person, Beliefs.Gone);
            await site.BackAsync(cancellationToken);
        }
        else if (answer!.IsOk)
        {
            Beliefs.Know(eventId, person, Beliefs.Gone);
        }
    }

    /// <summary>A message that got no answer is sent once more, as the page does it: under the same id.</summary>
    private async Task SayAsync(IStormSite site, int person, int eventId, string text, CancellationToken cancellationToken)
    {
        var ask = new Ask(Deeds.Say, person, eventId, Text: text);
        var answer = await site.AskAsync(ask, cancellationToken);
        if (!IsSure(answer))
        {
            Beliefs.KnowMessage(text, sure: false);
            await site.BackAsync(cancellationToken);
            answer = await site.AskAsync(ask, cancellationToken);
        }

        if (!IsSure(answer) || answer!.IsOk)
        {
            Beliefs.KnowMessage(text, IsSure(answer));
        }
    }

    private async Task OrganizeAsync(int number, Random random, CancellationToken calm, CancellationToken cancellationToken)
    {
        var (organizer, eventId) = _events[number];
        var site = sites[number % sites.Count];
        for (var round = 0; !calm.IsCancellationRequested; round++)
        {
            await ResizeAsync(site, organizer, eventId, random.Next(Seats / 2, Seats * 2), cancellationToken);
            if (number == 1 && round == 3)
            {
                await CancelAsync(site, organizer, eventId, cancellationToken);
                return;
            }

            if (number == 2 && random.Next(3) == 0)
            {
                await SuspendAsync(site, organizer, eventId, cancellationToken);
            }
        }
    }

    private async Task ResizeAsync(IStormSite site, int organizer, int eventId, int seats, CancellationToken cancellationToken)
    {
        var answer = await site.AskAsync(new Ask(Deeds.Resize, organizer, eventId, seats), cancellationToken);
        if (!IsSure(answer))
        {
            Beliefs.DoubtCapacity(eventId, seats);
            await site.BackAsync(cancellationToken);
        }
        else if (answer!.IsOk)
        {
            Beliefs.KnowCapacity(eventId, seats);
        }
    }

    private async Task CancelAsync(IStormSite site, int organizer, int eventId, CancellationToken cancellationToken)
    {
        while (await site.AskAsync(new Ask(Deeds.CancelEvent, organizer, eventId), cancellationToken) is not { IsOk: true })
        {
            await site.BackAsync(cancellationToken);
        }

        Beliefs.KnowCanceled(eventId);
        await TryTheHandleAsync(eventId, "canceled", cancellationToken);
    }

    private async Task SuspendAsync(IStormSite site, int organizer, int eventId, CancellationToken cancellationToken)
    {
        if (await site.AskAsync(new Ask(Deeds.Deactivate, _admin, organizer), cancellationToken) is { IsOk: true })
        {
            await TryTheHandleAsync(eventId, "deactivated", cancellationToken);
        }

        while (await site.AskAsync(new Ask(Deeds.Reactivate, _admin, organizer), cancellationToken) is not { IsOk: true })
        {
            await site.BackAsync(cancellationToken);
        }
    }

    /// <summary>Once the closing was acknowledged nobody gets in, at whichever instance.</summary>
    private async Task TryTheHandleAsync(int eventId, string why, CancellationToken cancellationToken)
    {
        foreach (var site in sites)
        {
            var answer = await site.AskAsync(new Ask(Deeds.Enroll, _people[Callers], eventId), cancellationToken);
            Assert.False(answer is { IsOk: true }, $"Somebody got into event {eventId} after it was {why}.");
        }
    }

    // A module that says it cannot tell leaves it open, too.
    private static bool IsSure(Answer? answer) => answer is not null && answer.Status is not ("Unavailable" or "CriticalError" or "Error");

    private async Task<int> MustAsync(Ask ask, CancellationToken cancellationToken) =>
        await sites[0].AskAsync(ask, cancellationToken) is { IsOk: true } done ? done.Number : throw new InvalidOperationException($"The storm cannot begin: {ask.Deed} was refused.");
}
