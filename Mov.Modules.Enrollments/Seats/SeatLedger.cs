using Ardalis.Result;
using Microsoft.Extensions.Localization;
using Mov.Modules.Events.Contracts;

namespace Mov.Modules.Enrollments.Seats;

/// <summary>Seats could not be reached; the message is a sentence for the person who asked.</summary>
internal sealed class SeatsAwayException(string message) : Exception(message);

/// <summary>What the events ask of the seats, through the same queue as everybody else.</summary>
internal sealed class SeatLedger(SeatEngine engine, IStringLocalizer<EnrollmentsTexts> t) : ISeatLedger
{
    public async Task<Result> ResizeAsync(int eventId, int capacity, CancellationToken cancellationToken) =>
        await engine.OrderAsync(eventId, new SeatRequest.Resize(capacity), cancellationToken) switch
        {
            SeatAnswer.TooSmall(var taken) => Result.Conflict(taken.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            SeatAnswer.Unavailable(var cause) => Result.Unavailable(Unavailabilities.Say(t, cause)),
            _ => Result.Success(),
        };

    public async Task CloseAsync(int eventId, CancellationToken cancellationToken) =>
        EnsureDone(await engine.OrderAsync(eventId, new SeatRequest.Close(), cancellationToken));

    public async Task SynchronizeAsync(int eventId, CancellationToken cancellationToken) =>
        EnsureDone(await engine.OrderAsync(eventId, new SeatRequest.Synchronize(recount: false), cancellationToken));

    private static void EnsureDone(SeatAnswer answer)
    {
        if (answer is SeatAnswer.Unavailable(var cause))
        {
            throw new SeatsAwayException($"The seats did not answer: {cause}.");
        }
    }
}
